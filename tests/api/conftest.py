"""A caller with a token, and a directive that went all the way to a first submission."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.assessment.actions import YEARLY, SchemeWanted, begin_scheme, issue
from quanjing.assessment.models import Assessed
from quanjing.directives.models import Directive
from quanjing.documents.actions import begin, finalize, open_series, save
from quanjing.documents.models import Document
from quanjing.foundation import clock
from quanjing.influence import actions as influence
from quanjing.influence.models import Measurement
from quanjing.organizations.actions import issue_token
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection
from quanjing.panorama.actions import count_all
from quanjing.submissions.actions import filled_paper, submit_answers
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import page_of_report, papers_of
from quanjing.tasks.actions import publish, register_directive
from quanjing.tasks.models import Assignment, Task
from tests.api.notices import notice
from tests.documents.conftest import FACTS
from tests.influence.conftest import added, third_of
from tests.influence.conftest import facts as influence_facts
from tests.submissions.typing_in import into_docx
from tests.world import World

ROOT = "/api/v1"
Parts = dict[str, tuple[str, bytes]]


@dataclass
class Caller:
    """A program that calls under one post; without a secret it sends no token."""

    secret: str = ""
    language: str = "en"
    client: Client = field(default_factory=Client)

    def call(self, method: str, path: str, body: object = None, files: Parts | None = None) -> Any:
        headers = {"Accept-Language": self.language}
        if self.secret:
            headers["Authorization"] = f"Bearer {self.secret}"
        if files is None:
            data = "" if body is None else json.dumps(body)
            return self.client.generic(method, f"{ROOT}{path}", data, "application/json", headers=headers)
        parts: dict[str, Any] = {
            name: SimpleUploadedFile(file, content) for name, (file, content) in files.items()
        }
        if body is not None:
            parts["json"] = json.dumps(body)
        return self.client.post(f"{ROOT}{path}", parts, headers=headers)

    def get(self, path: str, **query: str) -> Any:
        return self.call("GET", f"{path}?{urlencode(query)}" if query else path)

    def post(self, path: str, body: object = None, files: Parts | None = None) -> Any:
        return self.call("POST", path, body, files)

    def patch(self, path: str, body: object) -> Any:
        return self.call("PATCH", path, body)


@pytest.fixture
def caller_of(db: None) -> Callable[[Post], Caller]:
    """A caller with a fresh token of a post."""
    return lambda post: Caller(issue_token(post=post))


@dataclass
class Stage:
    """`draft` is read and not published; `directive` is at the three provincial societies; the tea
    society has answered its first task."""

    world: World
    draft: Directive
    directive: Directive
    submission: Submission

    def assignment(self, place: int = 0, organization: Organization | None = None) -> Assignment:
        """The assignment of the task at `place` at an organization (the tea society)."""
        task = Task.objects.filter(directive=self.directive).order_by("position")[place]
        return Assignment.objects.select_related("task", "organization", "directive").get(
            task=task, organization=organization or self.world.tea
        )


def answers_for(sheet: dict[str, Any], text: str = "一片叶子的工作谋划。") -> dict[str, Any]:
    """Answers to a sheet as the API shows it: what is known is left out, one row a block."""
    return {
        block["key"]: [{each["key"]: value_for(each, text) for each in block["fields"] if not each["known"]}]
        for block in sheet["blocks"]
    }


def filled_form(stage: Stage, text: str = "一片叶子的工作谋划。") -> tuple[str, bytes]:
    """The tea society's sheet as a Word file, one row of its second part filled in."""
    page = page_of_report(stage.world.actor(stage.world.tea_handler), stage.directive.code)
    paper = filled_paper(page, papers_of(page)[0], "docx").data
    return "填好.docx", into_docx(paper, {("_b2.name", 0): "沈青禾", ("_b2.f3", 0): text})


def final_document(stage: Stage) -> Document:
    """The association's one red head, with its number and first edition."""
    actor = stage.world.actor(stage.world.officer)
    known = Document.objects.first()
    if known is not None:
        return known
    series = open_series(actor=actor, style="year", prefix="岚科协发")
    draft = begin(actor=actor, kind="red_head_notice", directive=stage.directive)
    saved = save(actor=actor, document=draft, facts=FACTS, series=series, strict=False, version=draft.version)
    finalize(actor=actor, document=saved)
    return Document.objects.get()


def assessed_body(stage: Stage) -> Assessed:
    """The tea society under a scheme of the association that is open."""
    known = Assessed.objects.filter(organization=stage.world.tea).first()
    if known is not None:
        return known
    actor = stage.world.actor(stage.world.officer)
    wanted = SchemeWanted(
        "2026年度考核", 2026, date(2025, 12, 1), date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 20),
        addressed={"kinds": ["society"], "levels": ["provincial"]},
    )  # fmt: skip
    issue(actor=actor, scheme=begin_scheme(actor=actor, wanted=wanted, ready=YEARLY))
    return Assessed.objects.get(organization=stage.world.tea)


def measured(stage: Stage) -> Measurement:
    """A published measurement of provincial societies, in which tea and nursing took part."""
    known = Measurement.objects.first()
    if known is not None:
        return known
    world, officer = stage.world, stage.world.actor(stage.world.officer)
    facts = influence_facts(levels=("provincial",))
    made = influence.open_measurement(actor=officer, measurement=influence.begin(actor=officer, facts=facts))
    for post in (world.tea_handler, world.nursing_handler):
        influence.join(actor=world.actor(post), measurement=made)
    third = third_of(made, officer)
    for number in range(1, 4):
        added(third, made, world.tea, number)
    added(third, made, world.nursing, 4)
    influence.check(actor=officer, measurement=made)
    with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
        return influence.publish(actor=officer, measurement=made)


def value_for(shape: dict[str, Any], text: str) -> object:
    if shape["type"] in ("choice", "multichoice"):
        return shape["options"][0]
    if shape["label"] == "姓名":
        return "沈青禾"
    return {"number": 3, "date": "2026-09-10", "file": "", "photo": ""}.get(shape["type"], text)


@pytest.fixture
def stage(world: World, at_nine: datetime, caller_of: Callable[[Post], Caller]) -> Stage:
    officer = world.actor(world.officer)
    draft = register_directive(actor=officer, name="通知.docx", data=notice(number=40))
    directive = register_directive(actor=officer, name="通知.docx", data=notice())
    societies = Selection(under=world.association.code, kinds=("society",), levels=("provincial",))
    publish(actor=officer, directive=directive, selection=societies, override="")
    first = Task.objects.filter(directive=directive).order_by("position")[0]
    assignment = Assignment.objects.select_related("task", "organization", "directive").get(
        task=first, organization=world.tea
    )
    sheet = caller_of(world.tea_handler).get(f"/assignments/{assignment.code}").json()["sheet"]
    submission = submit_answers(
        actor=world.actor(world.tea_handler), assignment=assignment, answers=answers_for(sheet)
    )
    count_all()
    return Stage(world, draft, Directive.objects.get(pk=directive.pk), submission)
