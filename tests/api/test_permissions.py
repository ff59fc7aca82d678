"""Who may call what: every operation under every kind of post."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from quanjing.api.app import api
from quanjing.calls.models import BudgetLine, Project
from quanjing.foundation import clock
from quanjing.inspections.actions import rectify, send_answers, write_finding
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.portal.models import ArticlePage, GradeRelease
from quanjing.services.actions import BookingFacts, OfferFacts, add_slot, book, save_offer
from quanjing.services.enums import OfferKind
from tests.api.callings import SAID, displayed, done_call, draft_of, sent_of
from tests.api.conftest import (
    Caller,
    Parts,
    Stage,
    answers_for,
    assessed_body,
    filled_form,
    final_document,
    measured,
)
from tests.api.notices import notice
from tests.calls.stage_decided import topic
from tests.inspections.conftest import announced, in_order, row_of, wanted, wrong
from tests.portal.conftest import build_portal

ANYBODY = {"other": 200, "own": 200, "issuer": 200, "reader": 200}
ADDRESSED = {"other": 404, "own": 200, "issuer": 200, "reader": 200}
REVIEWER = {"other": 404, "own": 403, "issuer": 200, "reader": 403}
COLLATOR = {"other": 404, "own": 403, "issuer": 200, "reader": 200}
ISSUER = {"other": 404, "own": 404, "issuer": 200, "reader": 403}

WRITER = {"other": 404, "own": 404, "issuer": 200, "reader": 404}
REPORTER = {"other": 404, "own": 200, "issuer": 403, "reader": 403}

# operation -> status for another unit, the own unit, the issuing body, a post that only reads.
# Nobody gets anything without a token.
MATRIX: dict[str, dict[str, int]] = {
    "directive_list": ANYBODY,
    "directive_register": {"other": 403, "own": 403, "issuer": 201, "reader": 403},
    "directive_read": ADDRESSED,
    "task_correct": ISSUER,
    "directive_publish": ISSUER,
    "directive_recall": REVIEWER,
    "directive_coverage": ADDRESSED,
    "assignment_list": ANYBODY,
    "assignment_read": ADDRESSED,
    "submission_send": {"other": 404, "own": 201, "issuer": 403, "reader": 403},
    "form_hand_in": {"other": 404, "own": 201, "issuer": 403, "reader": 403},
    "form_read": REPORTER,
    "form_take": REPORTER,
    "submission_read": ADDRESSED,
    "submission_return": REVIEWER,
    "submission_accept": REVIEWER,
    "collation_table": COLLATOR,
    "collation_volume": COLLATOR,
    "collation_bundle": COLLATOR,
    "document_list": {"other": 403, "own": 403, "issuer": 200, "reader": 403},
    "document_read": WRITER,
    "document_word": WRITER,
    "document_pdf": WRITER,
    "organization_list": ANYBODY,
    "register_list": ANYBODY,
    "activity_list": ANYBODY,
    "activity_enter": {"other": 201, "own": 201, "issuer": 201, "reader": 403},
    "inspection_list": ANYBODY,
    "inspection_read": ADDRESSED,
    "self_check_send": {"other": 404, "own": 201, "issuer": 404, "reader": 404},
    "finding_list": ANYBODY,
    "finding_read": ADDRESSED,
    "finding_rectify": REPORTER,
    "finding_close": REVIEWER,
    "offer_list": ANYBODY,
    "slot_list": ADDRESSED,
    "slot_book": {"other": 404, "own": 201, "issuer": 403, "reader": 403},
    "booking_list": ANYBODY,
    "booking_cancel": {"other": 404, "own": 200, "issuer": 403, "reader": 403},
    "service_request_list": ANYBODY,
    "panorama_read": ANYBODY,
    "panorama_snapshot_list": ANYBODY,
    "panorama_figure": ANYBODY,
    "worklog_read": ANYBODY,
    "call_list": ANYBODY,
    "call_read": ADDRESSED,
    "application_list": ANYBODY,
    "application_begin": {"other": 404, "own": 201, "issuer": 403, "reader": 403},
    "application_write": {"other": 404, "own": 200, "issuer": 404, "reader": 404},
    "application_send": {"other": 404, "own": 200, "issuer": 404, "reader": 404},
    "application_check": REVIEWER,
    "project_list": ANYBODY,
    "project_read": ADDRESSED,
    "project_report": REPORTER,
    "project_settle": REPORTER,
    "assessment_list": ANYBODY,
    "assessment_read": ADDRESSED,
    "measurement_list": ANYBODY,
    "measurement_read": ADDRESSED,
    "measurement_items": ADDRESSED,
    "measurement_data": ADDRESSED,
    "portal_grade_list": ANYBODY,
    "portal_grade_read": ANYBODY,
    "portal_article_list": ANYBODY,
    "portal_article_read": ANYBODY,
    "public_notice_list": ANYBODY,
    "public_notice_read": ANYBODY,
    "public_result_list": ANYBODY,
    "public_result_read": ANYBODY,
    "public_result_table": ANYBODY,
    "me": ANYBODY,
}
PUBLIC = {name for name in MATRIX if name.startswith(("portal_", "public_"))}  # what anybody reads


AN_ACTIVITY = {"kind": "themeday", "name": "主题党日", "starts_at": "2026-09-02T14:30:00+08:00", "present": 9}


SPENT = {"lines": [{"position": 1, "amount": "1900.00"}]}


def own_topic(stage: Stage) -> Project:
    """The tea society's topic with one line of money."""
    made = topic(stage.world.actor(stage.world.tea_handler))
    BudgetLine.objects.create(project=made, position=1, name="资料费", planned=2000)
    return made


ALL_IN_ORDER = {f"i{number}": {"answer": "in_order"} for number in range(1, 8)}


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: Any = None
    files: Parts | None = None

    def by(self, caller: Caller) -> Any:
        return caller.call(self.method, self.path, self.body, self.files)


def inspected_tea(stage: Stage) -> tuple[str, str, str]:
    """The codes of an inspection of the tea society, of a finding on it, and of one that it has rectified."""
    world = stage.world
    officer, tea = world.actor(world.officer), world.actor(world.tea_handler)
    chosen = Selection(officer.organization_code, ("society",), ("provincial",), (3,))
    made, before = announced(officer, selection=chosen), announced(officer, selection=chosen)
    finding = write_finding(actor=officer, body=row_of(made, world.tea), wanted=wanted())
    [own] = send_answers(actor=tea, body=row_of(before, world.tea), given=in_order(i6=wrong()))
    return made.code, finding.code, rectify(actor=tea, finding=own, evidence="已更换").code


def calls(stage: Stage, tea: Caller) -> dict[str, Call]:
    """One right call of each operation."""
    draft, directive = f"/directives/{stage.draft.code}", f"/directives/{stage.directive.code}"
    first, second = stage.assignment(), stage.assignment(1)
    forms = f"/assignments/{second.code}/forms"
    form = tea.post(forms, files={"forms": filled_form(stage)}).json()
    sheet = tea.get(f"/assignments/{second.code}").json()["sheet"]
    task = stage.draft.tasks.order_by("position")[0]
    sent = f"/submissions/{stage.submission.code}"
    document = f"/documents/{final_document(stage).code}"
    own = draft_of(stage)
    project = own_topic(stage)
    step = project.milestones.order_by("position")[0].code
    back = {"returns": [{"entry": None, "field": None, "reason": "请补充"}], "due": "2026-09-12"}
    inspected, found, mended = inspected_tea(stage)
    return {
        "directive_list": Call("GET", "/directives"),
        "directive_register": Call("POST", "/directives", None, {"file": ("通知.docx", notice(number=43))}),
        "directive_read": Call("GET", directive),
        "task_correct": Call("PATCH", f"{draft}/tasks/{task.code}", {"name": "工作谋划（修改）"}),
        "directive_publish": Call("POST", f"{draft}/publish", {"override": "上级部署，时间紧"}),
        "directive_recall": Call("POST", f"{directive}/recall", {"reason": "误发"}),
        "directive_coverage": Call("GET", f"{directive}/coverage"),
        "assignment_list": Call("GET", "/assignments"),
        "assignment_read": Call("GET", f"/assignments/{first.code}"),
        "submission_send": Call(
            "POST", f"/assignments/{second.code}/submissions", {"answers": answers_for(sheet)}
        ),
        "form_hand_in": Call("POST", forms, None, {"forms": filled_form(stage)}),
        "form_read": Call("GET", f"{forms}/{form['code']}"),
        "form_take": Call("POST", f"{forms}/{form['code']}/take", {"version": form["version"]}),
        "submission_read": Call("GET", sent),
        "submission_return": Call("POST", f"{sent}/return", back),
        "submission_accept": Call("POST", f"{sent}/accept"),
        "collation_table": Call("GET", f"{directive}/collation.xlsx"),
        "collation_volume": Call("GET", f"{directive}/collation.docx"),
        "collation_bundle": Call("GET", f"{directive}/collation.zip"),
        "document_list": Call("GET", "/documents"),
        "document_read": Call("GET", document),
        "document_word": Call("GET", f"{document}/editions/1.docx"),
        "document_pdf": Call("GET", f"{document}/editions/1.pdf"),
        "organization_list": Call("GET", "/organizations"),
        "register_list": Call("GET", "/register"),
        "activity_list": Call("GET", "/activities"),
        "activity_enter": Call("POST", "/activities", AN_ACTIVITY),
        "inspection_list": Call("GET", "/inspections"),
        "inspection_read": Call("GET", f"/inspections/{inspected}"),
        "self_check_send": Call("POST", f"/inspections/{inspected}/self-check", {"answers": ALL_IN_ORDER}),
        "finding_list": Call("GET", "/findings"),
        "finding_read": Call("GET", f"/findings/{found}"),
        "finding_rectify": Call("POST", f"/findings/{found}/rectify", {"evidence": "已分设岗位"}),
        "finding_close": Call("POST", f"/findings/{mended}/close", {}),
        **service_calls(stage),
        "panorama_read": Call("GET", "/panorama"),
        "panorama_snapshot_list": Call("GET", "/panorama/snapshots"),
        "panorama_figure": Call("GET", "/panorama/figures/coverage.work?which=all"),
        "worklog_read": Call("GET", "/worklog"),
        "call_list": Call("GET", "/calls"),
        "call_read": Call("GET", f"/calls/{own.call.code}"),
        "application_list": Call("GET", "/applications"),
        "application_begin": Call("POST", f"/calls/{own.call.code}/applications", {"title": "第二个"}),
        "application_write": Call("PATCH", f"/applications/{own.code}", {"title": "改题", "values": SAID}),
        "application_send": Call("POST", f"/applications/{own.code}/send"),
        "application_check": Call("POST", f"/applications/{sent_of(stage).code}/check", {"step": "admit"}),
        "project_list": Call("GET", "/projects"),
        "project_read": Call("GET", f"/projects/{project.code}"),
        "project_report": Call("POST", f"/projects/{project.code}/reports/{step}", {"text": "已走访三家。"}),
        "project_settle": Call("POST", f"/projects/{project.code}/settlement", SPENT),
        "assessment_list": Call("GET", "/assessments"),
        "assessment_read": Call("GET", f"/assessments/{assessed_body(stage).code}"),
        **influence_calls(stage),
        **portal_calls(stage),
        **public_calls(stage),
        "me": Call("GET", "/me"),
    }


def released(stage: Stage) -> GradeRelease:
    """The scheme of the stage as if it were published, with one grade set free."""
    known = GradeRelease.objects.first()
    if known is not None:
        return known
    scheme = assessed_body(stage).scheme
    return GradeRelease.objects.create(scheme=scheme, grades=["good"], released_at=clock.now())


def influence_calls(stage: Stage) -> dict[str, Call]:
    one = f"/measurements/{measured(stage).code}"
    return {
        "measurement_list": Call("GET", "/measurements"),
        "measurement_read": Call("GET", one),
        "measurement_items": Call("GET", f"{one}/items"),
        "measurement_data": Call("GET", f"{one}/data"),
    }


def portal_calls(stage: Stage) -> dict[str, Call]:
    """The first call opens a portal with one article."""
    article = ArticlePage.objects.first() or build_portal(stage.world).article
    return {
        "portal_article_list": Call("GET", "/portal/articles"),
        "portal_article_read": Call("GET", f"/portal/articles/{article.pk}"),
        "portal_grade_list": Call("GET", "/portal/grades"),
        "portal_grade_read": Call("GET", f"/portal/grades/{released(stage).code}"),
    }


def public_calls(stage: Stage) -> dict[str, Call]:
    """A notice that runs today, and the results of another call."""
    notice, done = displayed(stage), done_call(stage)
    return {
        "public_notice_list": Call("GET", "/public/notices"),
        "public_notice_read": Call("GET", f"/public/notices/{notice.code}"),
        "public_result_list": Call("GET", "/public/results"),
        "public_result_read": Call("GET", f"/public/results/{done.code}"),
        "public_result_table": Call("GET", f"/public/results/{done.code}/table.xlsx"),
    }


def service_calls(stage: Stage) -> dict[str, Call]:
    """A room of the tea society, booked by itself."""
    tea = stage.world.actor(stage.world.tea_handler)
    offer = save_offer(actor=tea, facts=OfferFacts(OfferKind.ROOM, "茶室"))
    begins = clock.now() + timedelta(days=9)
    hours = timedelta(hours=2)
    slots = [
        add_slot(
            actor=tea, offer=offer, starts_at=begins + number * hours, ends_at=begins + (number + 1) * hours
        )
        for number in range(2)
    ]
    booking = book(actor=tea, slot=slots[0], facts=BookingFacts("品鉴会", "周予安"))
    return {
        "offer_list": Call("GET", "/offers"),
        "slot_list": Call("GET", f"/offers/{offer.code}/slots"),
        "slot_book": Call("POST", f"/slots/{slots[1].code}/bookings", {"topic": "讲座", "contact": "周予安"}),
        "booking_list": Call("GET", "/bookings"),
        "booking_cancel": Call("POST", f"/bookings/{booking.code}/cancel", {"reason": "改期"}),
        "service_request_list": Call("GET", "/service-requests"),
    }


def operations() -> set[str]:
    paths = api.get_openapi_schema(path_prefix="/")["paths"].values()
    return {operation["operationId"] for methods in paths for operation in methods.values()}


def statuses(stage: Stage, tea: Caller, caller: Caller) -> dict[str, int]:
    """The status of each call; what it wrote is taken back, so that each finds the same world."""
    found = {}
    for name, call in calls(stage, tea).items():
        with transaction.atomic():
            response = call.by(caller)
            response.close()
            found[name] = response.status_code
            transaction.set_rollback(True)
    return found


def test_the_matrix_names_every_operation(stage: Stage, caller_of: Callable[[Post], Caller]) -> None:
    assert set(MATRIX) == operations()
    assert set(calls(stage, caller_of(stage.world.tea_handler))) == operations()


@pytest.mark.parametrize("who", ["other", "own", "issuer", "reader"])
def test_each_post_may_what_the_matrix_says(
    stage: Stage, caller_of: Callable[[Post], Caller], who: str
) -> None:
    world = stage.world
    posts = {
        "other": world.city_handler,
        "own": world.tea_handler,
        "issuer": world.officer,
        "reader": world.auditor,
    }
    found = statuses(stage, caller_of(world.tea_handler), caller_of(posts[who]))
    assert found == {name: expected[who] for name, expected in MATRIX.items()}


def test_nobody_may_anything_without_a_token(stage: Stage, caller_of: Callable[[Post], Caller]) -> None:
    found = statuses(stage, caller_of(stage.world.tea_handler), Caller())
    assert {found.pop(name) for name in PUBLIC} == {200}
    assert set(found.values()) == {401}


def test_a_society_of_the_same_directive_does_not_see_what_another_sent(
    stage: Stage, caller_of: Callable[[Post], Caller]
) -> None:
    nursing = caller_of(stage.world.nursing_handler)
    assert nursing.get(f"/submissions/{stage.submission.code}").status_code == 404
    assert nursing.get(f"/assignments/{stage.assignment().code}").status_code == 404
    assert len(nursing.get("/assignments").json()["items"]) == 4


def test_a_city_officer_sees_nothing_of_a_directive_that_passes_his_city_by(
    stage: Stage, caller_of: Callable[[Post], Caller]
) -> None:
    city = caller_of(stage.world.city_officer)
    assert city.get(f"/directives/{stage.directive.code}").status_code == 404
    assert city.get("/assignments").json() == {"items": [], "next": None}
    names = {item["name"] for item in city.get("/organizations").json()["items"]}
    assert names == {"岚州市科学技术协会", "岚州市园艺学会"}


def test_a_token_stops_with_its_post(stage: Stage, caller_of: Callable[[Post], Caller]) -> None:
    officer = caller_of(stage.world.officer)
    assert officer.get("/me").status_code == 200
    Post.objects.filter(pk=stage.world.officer.pk).update(ends_on="2026-09-02")
    assert officer.get("/me").status_code == 401
