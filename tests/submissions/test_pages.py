"""The pages of those who send."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.audit.models import AuditEntry
from quanjing.organizations.models import Post
from quanjing.sheets.models import SheetTemplate
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Attachment, Report, Submission
from quanjing.tasks.enums import State
from tests.submissions.conftest import LEADERS, RETURN_DUE, Scene
from tests.submissions.test_sending import save, send

ClientOf = Callable[[Post], Client]


def picture() -> bytes:
    """A white dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PNG = picture()
EVERYTHING = {
    "block": ["b1", "b2", "b3", "b4"],
    "header.phone": "010-55550111",
    "row": ["b1.1", "b2.1", "b2.2"],
    "b1.1.text": "今后五年的谋划。",
    "b2.1.name": "顾南屏",
    "b2.1.post": "理事长",
    "b2.1.text": "一片叶子。",
    "b2.2.name": "沈雁秋",
    "b2.2.post": "秘书长",
    "b2.2.text": "秘书处是一道门。",
}


@pytest.fixture
def society(scene: Scene, client_of: ClientOf) -> Client:
    return client_of(scene.world.tea_handler)


def url(scene: Scene, tail: str = "") -> str:
    return f"/reports/{scene.directive.code}/{tail}"


def typed(scene: Scene, **changes: object) -> dict[str, object]:
    sends = [task.code for task in (scene.plan, scene.leaders, scene.young, scene.advice)]
    return EVERYTHING | {"version": "0", "send": sends} | changes


class TestList:
    def test_shows_a_card_for_each_notice_with_its_items_and_desk(
        self, scene: Scene, society: Client
    ) -> None:
        text = society.get("/reports/").content.decode()
        assert [text.count(word) for word in ("工作谋划", "建言献策</span>", "010-55550110")] == [1, 1, 1]

    def test_of_a_unit_that_nobody_asked_is_empty(self, scene: Scene, client_of: ClientOf) -> None:
        page = client_of(scene.world.mathematics_handler).get("/reports/")
        assert page.context["cards"] == []

    def test_puts_what_was_returned_first(self, scene: Scene, society: Client) -> None:
        other = scene.directive
        other.pk, other.code = None, "later222"
        other.save()
        task = scene.plan
        task.pk, task.code, task.directive = None, "taskl222", other
        task.save()
        actions_of = scene.assignment(scene.leaders)
        task.assignments.create(
            organization=scene.world.tea, directive=other, changed_at=actions_of.changed_at
        )
        before = [card.directive.code for card in society.get("/reports/").context["cards"]]
        type(actions_of).objects.filter(pk=actions_of.pk).update(state=State.RETURNED, return_due=RETURN_DUE)
        after = [card.directive.code for card in society.get("/reports/").context["cards"]]
        assert (before[0], after[0]) == ("later222", actions_of.directive.code)


class TestPage:
    def test_shows_known_facts_instead_of_asking(self, scene: Scene, society: Client) -> None:
        view = society.get(url(scene)).context["view"]
        assert [(field.key, fact.value) for field, fact in view.known] == [("unit", "江岚省茶叶学会")]
        assert [each.name for each in view.header] == ["header.phone"]

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_is_there_in_both_languages(self, scene: Scene, society: Client, language: str) -> None:
        society.cookies["quanjing_language"] = language
        text = society.get(url(scene)).content.decode()
        words = {"zh-hans": "四个时间", "en": "The four dates"}
        assert [words[name] in text for name in words] == [name == language for name in words]

    def test_of_another_unit_is_not_found(self, scene: Scene, client_of: ClientOf) -> None:
        world = scene.world
        for post in (world.mathematics_handler, world.officer, world.auditor, world.city_handler):
            assert client_of(post).get(url(scene)).status_code == 404

    def test_asks_strangers_to_sign_in(self, scene: Scene) -> None:
        response = Client().get(url(scene))
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")

    def test_has_one_primary_button(self, scene: Scene, society: Client) -> None:
        assert society.get(url(scene)).content.decode().count("btn-primary") == 1

    def test_takes_as_many_queries_with_three_rows_as_with_one(
        self, scene: Scene, society: Client, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for count in (1, 3):
            Report.objects.all().delete()
            Submission.objects.all().delete()
            scene.assignment(scene.leaders).__class__.objects.update(state=State.DUE)
            save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1] * count}})
            send(scene)
            with django_assert_num_queries(30):
                society.get(url(scene))


class TestSaving:
    def test_answers_a_script_with_the_fragments_that_changed(self, scene: Scene, society: Client) -> None:
        response = society.post(url(scene, "save/"), typed(scene), headers={"X-Requested-With": "fetch"})
        text = response.content.decode()
        assert response.status_code == 200
        assert [text.count(f'id="{name}"') for name in ("save-state", "send", "toc", "report-version")] == [
            1,
            1,
            1,
            1,
        ]
        assert scene.state(scene.leaders) == State.DRAFT

    def test_keeps_rows_in_the_order_in_which_they_stand(self, scene: Scene, society: Client) -> None:
        society.post(url(scene, "save/"), typed(scene, row=["b2.2", "b2.1"]))
        rows = Report.objects.get().draft["b2"]["rows"]
        assert [row["values"]["name"] for row in rows] == ["沈雁秋", "顾南屏"]

    def test_without_scripts_rows_are_added_and_removed_by_buttons(
        self, scene: Scene, society: Client
    ) -> None:
        response = society.post(url(scene, "save/"), typed(scene, add="b2"))
        assert response["Location"] == url(scene) + "#block-b2"
        assert len(Report.objects.get().draft["b2"]["rows"]) == 3
        society.post(url(scene, "save/"), typed(scene, version="1", remove="b2.1"))
        rows = Report.objects.get().draft["b2"]["rows"]
        assert [row["values"]["name"] for row in rows] == ["沈雁秋"]

    def test_of_a_page_that_another_saved_shows_both_versions_and_keeps_what_was_typed(
        self, scene: Scene, society: Client
    ) -> None:
        society.post(url(scene, "save/"), typed(scene))
        mine = typed(scene, **{"b1.1.text": "我的谋划。"})
        response = society.post(url(scene, "save/"), mine)
        assert response.status_code == 409
        [difference] = response.context["conflict"]["differences"]
        assert (difference.theirs, difference.yours) == ("今后五年的谋划。", "我的谋划。")
        assert response.content.decode().count(">我的谋划。</textarea>") == 1
        assert response.context["view"].version == 1

    def test_of_a_stale_page_by_script_is_a_conflict_fragment(self, scene: Scene, society: Client) -> None:
        for status in (200, 409):
            response = society.post(url(scene, "save/"), typed(scene), headers={"X-Requested-With": "fetch"})
            assert response.status_code == status
        assert 'data-keep="1"' in response.content.decode()

    def test_of_nonsense_for_a_version_is_a_conflict(self, scene: Scene, society: Client) -> None:
        assert society.post(url(scene, "save/"), typed(scene, version="²")).status_code == 409


class TestSending:
    def test_sends_what_is_complete_and_chosen(self, scene: Scene, society: Client) -> None:
        response = society.post(url(scene, "submit/"), typed(scene, send=[scene.plan.code]), follow=True)
        assert [one.assignment.task for one in Submission.objects.all()] == [scene.plan]
        assert [part.state for part in response.context["view"].parts[:2]] == ["submitted", "draft"]

    def test_shows_the_page_again_with_each_problem_at_its_field(self, scene: Scene, society: Client) -> None:
        wrong = typed(scene, **{"row": ["b2.1"], "b2.1.post": "", "header.phone": ""})
        response = society.post(url(scene, "submit/"), wrong)
        view = response.context["view"]
        assert response.status_code == 422
        assert [bool(each.errors) for each in view.parts[1].blocks[0].rows[0].inputs] == [False, True, False]
        assert [bool(each.errors) for each in view.header] == [True]
        assert view.parts[1].blocks[0].rows[0].inputs[0].value == "顾南屏"

    def test_says_what_was_left_behind(self, scene: Scene, society: Client) -> None:
        response = society.post(url(scene, "submit/"), typed(scene, **{"b2.1.post": ""}), follow=True)
        texts = [str(message) for message in response.context["messages"]]
        assert len(texts) == 2
        assert "负责人学习体会" in texts[1]

    def test_a_nil_report_needs_its_reason_and_keeps_the_rest(self, scene: Scene, society: Client) -> None:
        page = url(scene, f"nil/{scene.advice.code}/")
        name = f"nil.{scene.advice.code}"
        assert society.post(page, typed(scene, **{name: " "})).status_code == 422
        assert scene.state(scene.advice) == State.DUE
        society.post(page, typed(scene, version="1", **{name: "本次没有建议。"}))
        assert (scene.state(scene.advice), scene.state(scene.plan)) == (State.NIL, State.DRAFT)

    def test_by_somebody_who_only_reads_writes_nothing(self, scene: Scene, client_of: ClientOf) -> None:
        auditor = client_of(scene.world.auditor)
        for tail in ("save/", "submit/", f"nil/{scene.plan.code}/", "files/"):
            assert auditor.post(url(scene, tail), typed(scene)).status_code == 404
        assert (Report.objects.count(), AuditEntry.objects.count()) == (0, 0)


class TestCorrecting:
    @pytest.fixture
    def returned(self, scene: Scene) -> Submission:
        save(scene, LEADERS)
        [sent] = send(scene)
        second = sent.entries.get(row=2)
        notes = [ReturnRequest(second.code, "post", "请写全称。")]
        return actions.return_for_correction(
            actor=scene.officer, submission=sent, notes=notes, due_at=RETURN_DUE
        )

    def test_offers_only_the_returned_field_with_its_reason(
        self, scene: Scene, society: Client, returned: Submission
    ) -> None:
        part = society.get(url(scene)).context["view"].parts[1]
        inputs = [each for sent in part.sent for each in sent.inputs]
        assert [(each.field.key, each.note.reason) for each in inputs] == [("post", "请写全称。")]
        assert part.blocks == []

    def test_sends_the_corrected_field(self, scene: Scene, society: Client, returned: Submission) -> None:
        code = returned.entries.get(row=2).code
        answers = {"version": "1", "send": scene.leaders.code, f"fix.{code}.post": "秘书长（专职）"}
        society.post(url(scene, "submit/"), answers)
        newest = Submission.objects.get(version=2)
        assert newest.entries.get(row=2).values["post"] == "秘书长（专职）"
        page = society.get(f"/submissions/{returned.code}/compare/{newest.code}/")
        assert page.content.decode().count("<ins>（专职）</ins>") == 1

    def test_tries_at_other_fields_are_not_taken(
        self, scene: Scene, society: Client, returned: Submission
    ) -> None:
        code = returned.entries.get(row=1).code
        answers = {"version": "1", "send": scene.leaders.code, f"fix.{code}.post": "主席"}
        assert society.post(url(scene, "submit/"), answers).status_code == 422
        assert Submission.objects.count() == 1


class TestFiles:
    def test_is_stored_and_goes_with_its_field(self, scene: Scene, society: Client) -> None:
        upload = {"file": SimpleUploadedFile("茶园.png", PNG), "name": "b1.1.file"}
        response = society.post(url(scene, "files/"), upload)
        file = response.context["file"]
        society.post(url(scene, "submit/"), typed(scene, **{"b1.1.file": file.code}))
        sent = Submission.objects.get(assignment__task=scene.plan)
        assert [(one.field_key, one.file.name) for one in sent.attachments.all()] == [("file", "茶园.png")]
        with closing(society.get(url(scene, f"files/{file.code}/"))) as shown:
            assert b"".join(shown) == PNG  # type: ignore[arg-type]

    def test_goes_with_the_form_where_there_are_no_scripts(self, scene: Scene, society: Client) -> None:
        data = typed(scene) | {"file:b1.1.file": SimpleUploadedFile("茶园.png", PNG)}
        society.post(url(scene, "submit/"), data)
        assert Attachment.objects.get().file.name == "茶园.png"

    @pytest.mark.parametrize(
        ("name", "data"), [("空.docx", b""), ("图.docx", PNG), ("说明.txt", "没有密级。".encode())]
    )
    def test_is_refused_at_its_field_when_it_does_not_fit(
        self, scene: Scene, society: Client, name: str, data: bytes
    ) -> None:
        upload = {"file": SimpleUploadedFile(name, data), "name": "b1.1.file"}
        response = society.post(url(scene, "files/"), upload)
        assert (response.status_code, bool(response.context["refused"])) == (422, True)

    def test_of_another_unit_is_neither_shown_nor_sent(
        self, scene: Scene, society: Client, client_of: ClientOf
    ) -> None:
        upload = {"file": SimpleUploadedFile("茶园.png", PNG), "name": "b1.1.file"}
        file = client_of(scene.world.nursing_handler).post(url(scene, "files/"), upload).context["file"]
        assert society.get(url(scene, f"files/{file.code}/")).status_code == 404
        answer = society.post(url(scene, "submit/"), typed(scene, **{"b1.1.file": file.code}))
        assert (answer.status_code, Submission.objects.count()) == (422, 0)

    def test_of_a_submission_is_shown_to_those_who_see_it(
        self, scene: Scene, society: Client, client_of: ClientOf
    ) -> None:
        society.post(
            url(scene, "submit/"),
            typed(scene) | {"file:b1.1.file": SimpleUploadedFile("茶园.png", PNG)},
        )
        sent = Submission.objects.get(assignment__task=scene.plan)
        page = f"/submissions/{sent.code}/files/{Attachment.objects.get().file.code}/"
        world = scene.world
        posts = (world.tea_handler, world.officer, world.auditor, world.nursing_handler, world.city_officer)
        statuses = []
        for post in posts:
            with closing(client_of(post).get(page)) as shown:
                statuses.append(shown.status_code)
        assert statuses == [200, 200, 200, 404, 404]


class TestPaper:
    def test_prints_the_sheet_with_what_is_known(self, scene: Scene, society: Client) -> None:
        text = society.get(url(scene, "sheet/")).content.decode()
        assert [text.count(word) for word in ("<dd>江岚省茶叶学会</dd>", "负责人体会", "职务")] == [1, 1, 1]

    def test_is_there_as_a_word_file(self, scene: Scene, society: Client) -> None:
        code = SheetTemplate.objects.get(title="征集表").code
        response = society.get(url(scene, f"sheets/{code}.docx?blank=1"))
        assert (response.status_code, response.getvalue()[:2]) == (200, b"PK")
