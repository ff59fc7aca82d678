"""Filled forms: downloaded with everything known, read when they come back, shown, taken over, put back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongwen.facade import reference_of
from gongwen.model import Options
from gongwen.read.convert import program
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Conflict, Invalid, WrongState
from quanjing.notify.rules import FormReference, form_reference, form_signed, signed
from quanjing.organizations.models import Post
from quanjing.sheets.actions import keep_blank
from quanjing.sheets.models import SheetTemplate
from quanjing.submissions import actions, queries
from quanjing.submissions.actions import Note, ReturnRequest
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Attachment, Filled, Report
from quanjing.submissions.queries import page_of_report, papers_of
from quanjing.submissions.rules import checked_parts, is_ready
from quanjing.tasks.enums import State
from tests.gongwen.sheets.handling import saved_by_libreoffice
from tests.submissions.conftest import LEADERS, PHONE, PLAN, Scene
from tests.submissions.test_reviewing import give_back
from tests.submissions.test_sending import save, send
from tests.submissions.typing_in import footers, into_docx, into_xlsx, tags, texts_in

ClientOf = Callable[[Post], Client]


@pytest.fixture
def society(scene: Scene, client_of: ClientOf) -> Client:
    return client_of(scene.world.tea_handler)


def paper(scene: Scene, format: str = "docx", actor: object = None) -> bytes:
    page = page_of_report(actor or scene.handler, scene.directive.code)  # type: ignore[arg-type]
    return actions.filled_paper(page, papers_of(page)[0], format).data


def hand_in(scene: Scene, *files: tuple[str, bytes]) -> Filled:
    return actions.hand_in(actor=scene.handler, directive=scene.directive, files=files)


def take(scene: Scene, filled: Filled, **more: object) -> Report:
    page = page_of_report(scene.handler, scene.directive.code)
    return actions.take_filled(
        actor=scene.handler,
        directive=scene.directive,
        code=filled.code,
        **({"version": page.version} | more),  # type: ignore[arg-type]
    )


def rows(report: Report, block: str) -> list[dict[str, object]]:
    return [row["values"] for row in report.draft[block]["rows"]]


def ready(scene: Scene, task: str) -> bool:
    page = page_of_report(scene.handler, scene.directive.code)
    return is_ready(page.part(task), checked_parts(page).get(task), page.report)


def sheet_code() -> str:
    return SheetTemplate.objects.get(title="征集表").code


class TestDownload:
    @pytest.mark.parametrize("format", ["docx", "xlsx"])
    def test_carries_one_signed_reference_of_its_assignments_and_sheet(
        self, scene: Scene, format: str
    ) -> None:
        form = form_signed(reference_of(paper(scene, format), Options()))
        codes = [scene.assignment(t).code for t in (scene.plan, scene.leaders, scene.young, scene.advice)]
        assert form == FormReference(tuple(codes), sheet_code(), 1)

    def test_binds_every_answer_to_the_key_of_its_field(self, scene: Scene) -> None:
        code = sheet_code()
        header = [f"qj.{code}_header.unit", f"qj.{code}_header.phone"]
        assert tags(paper(scene))[:3] == [*header, f"qj.{code}_b1.text"]

    def test_prints_the_code_of_its_assignment_at_the_foot(self, scene: Scene) -> None:
        assert signed(scene.assignment(scene.plan).code).upper() in footers(paper(scene))

    def test_comes_from_the_page_and_from_the_sheet_to_print(self, scene: Scene, society: Client) -> None:
        base = f"/reports/{scene.directive.code}"
        for place in (f"{base}/", f"{base}/sheet/"):
            assert f"{base}/sheets/{sheet_code()}.docx" in society.get(place).content.decode()
        answer = society.get(f"{base}/sheets/{sheet_code()}.xlsx")
        assert (answer.status_code, answer.getvalue()[:2]) == (200, b"PK")
        assert society.get(f"{base}/sheets/another.docx").status_code == 404

    def test_of_another_unit_is_not_given(self, scene: Scene, client_of: ClientOf) -> None:
        other = client_of(scene.world.mathematics_handler)
        assert other.get(f"/reports/{scene.directive.code}/sheets/{sheet_code()}.docx").status_code == 404

    def test_a_blank_for_the_hand_holds_only_what_is_known(self, scene: Scene) -> None:
        save(scene, PLAN)
        page = page_of_report(scene.handler, scene.directive.code)
        made = actions.filled_paper(page, papers_of(page)[0], "docx", blank=True)
        filled = hand_in(scene, ("blank.docx", made.data))
        assert (filled.said["header"], filled.said["blocks"], filled.said["left"]) == ({}, {}, [])


@pytest.mark.parametrize("format", ["docx", "xlsx"])
class TestRoundTrip:
    def test_every_value_of_the_draft_comes_back_in_its_field(self, scene: Scene, format: str) -> None:
        young = {
            "rows": [{"task": scene.young.code, "values": {"name": "叶行舟", "text": "向前走。\n不停。"}}]
        }
        advice = {"rows": [{"task": scene.advice.code, "values": {"name": "许知遥", "text": "多走访。"}}]}
        save(scene, PLAN | LEADERS | {"b3": young, "b4": advice})
        filled = hand_in(scene, (f"a.{format}", paper(scene, format)))
        stored = Report.objects.get()
        assert filled.said["header"] == PHONE
        for key, block in filled.said["blocks"].items():
            mine = [row["values"] for row in block["rows"]]
            assert (key, mine) == (key, rows(stored, key))
        assert sorted(filled.said["blocks"]) == ["b1", "b2", "b3", "b4"]
        assert [row["task"] for row in filled.said["blocks"]["b4"]["rows"]] == [scene.advice.code]
        assert (filled.said["left"], filled.said["wrong"], filled.said["differs"]) == ([], [], [])

    def test_none_comes_back_as_none(self, scene: Scene, format: str) -> None:
        save(scene, {"b3": {"none": [scene.young.code], "rows": []}})
        filled = hand_in(scene, (f"a.{format}", paper(scene, format)))
        assert filled.said["blocks"] == {"b3": {"none": True, "rows": []}}

    def test_more_rows_than_a_blank_has_come_back(self, scene: Scene, format: str) -> None:
        many = [{"values": {"name": f"第{n}人", "post": "理事", "text": f"第{n}篇"}} for n in range(9)]
        save(scene, {"b2": {"rows": many}})
        filled = hand_in(scene, (f"a.{format}", paper(scene, format)))
        assert [row["values"] for row in filled.said["blocks"]["b2"]["rows"]] == [
            one["values"] for one in many
        ]


@pytest.mark.slow
@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_every_value_comes_back_after_libreoffice_saved_it_again(scene: Scene, format: str) -> None:
    save(scene, PLAN | LEADERS)
    [data] = saved_by_libreoffice({"a": paper(scene, format)}, format).values()
    filled = hand_in(scene, (f"a.{format}", data))
    stored = Report.objects.get()
    assert filled.said["header"] == PHONE
    assert {
        key: [row["values"] for row in block["rows"]] for key, block in filled.said["blocks"].items()
    } == {key: rows(stored, key) for key in ("b1", "b2")}
    assert (filled.said["left"], filled.files[0]["note"]) == ([], Note.READ)


class TestIssuersPaper:
    @pytest.fixture
    def kept(self, scene: Scene) -> StoredFile:
        file = store(actor=scene.officer, name="征集表.docx", data=issuers_blank())
        keep_blank(template=SheetTemplate.objects.get(title="征集表"), file=file)
        return file

    def test_is_filled_in_and_keeps_what_it_prints(self, scene: Scene, kept: StoredFile) -> None:
        save(scene, PLAN | LEADERS)
        page = page_of_report(scene.handler, scene.directive.code)
        made = actions.filled_paper(page, papers_of(page)[0], "docx")
        document = docx.Document(BytesIO(made.data))
        assert made.is_issuers
        assert [one.text for one in document.paragraphs if one.text] == ["征集表", "注：本表由秘书处填写。"]
        assert "江岚省茶叶学会" in texts_in(made.data)

    def test_every_value_comes_back_from_it(self, scene: Scene, kept: StoredFile) -> None:
        many = [{"values": {"name": f"第{n}人", "post": "理事", "text": f"第{n}篇"}} for n in range(5)]
        save(scene, PLAN | {"b2": {"rows": many}})
        filled = hand_in(scene, ("a.docx", paper(scene)))
        assert filled.said["header"] == PHONE
        assert {
            key: [row["values"] for row in block["rows"]] for key, block in filled.said["blocks"].items()
        } == {key: rows(Report.objects.get(), key) for key in ("b1", "b2")}
        assert filled.said["left"] == []

    def test_filled_by_hand_without_our_controls_is_read_too(self, scene: Scene, kept: StoredFile) -> None:
        document = docx.Document(BytesIO(issuers_blank()))
        table = document.tables[0]
        for row, column, text in (
            (0, 3, "010-55550122"),
            (1, 1, "谋划"),
            (3, 0, "顾南屏"),
            (3, 2, "一片叶子。"),
        ):
            table.cell(row, column).text = text
        out = BytesIO()
        document.save(out)
        filled = hand_in(scene, ("填好的.docx", out.getvalue()))
        assert filled.said["header"] == {"phone": "010-55550122"}
        assert filled.said["blocks"]["b1"]["rows"][0]["values"] == {"text": "谋划"}
        assert filled.said["blocks"]["b2"]["rows"][0]["values"] == {"name": "顾南屏", "text": "一片叶子。"}

    def test_excel_is_drawn_where_the_paper_is_for_word(self, scene: Scene, kept: StoredFile) -> None:
        page = page_of_report(scene.handler, scene.directive.code)
        assert not actions.filled_paper(page, papers_of(page)[0], "xlsx").is_issuers


class TestReading:
    def test_what_was_typed_in_word_and_in_excel(self, scene: Scene) -> None:
        word = into_docx(paper(scene), {("_b1.text", 0): "谋划", ("_header.phone", 0): "010-55550122"})
        book = into_xlsx(paper(scene, "xlsx"), {"_b2.name.1": "顾南屏", "_b2.text.1": "一片叶子。"})
        filled = hand_in(scene, ("a.docx", word), ("b.xlsx", book))
        assert filled.said["header"] == {"phone": "010-55550122"}
        assert filled.said["blocks"]["b1"]["rows"][0]["values"] == {"text": "谋划"}
        assert filled.said["blocks"]["b2"]["rows"][0]["values"] == {"name": "顾南屏", "text": "一片叶子。"}
        assert [one["note"] for one in filled.files] == [Note.READ, Note.READ]

    def test_a_known_fact_written_otherwise_is_named_and_not_taken(self, scene: Scene) -> None:
        word = into_docx(paper(scene), {("_header.unit", 0): "江岚省茶业学会"})
        [differs] = hand_in(scene, ("a.docx", word)).said["differs"]
        assert (differs["label"], differs["known"]) == ("学会名称", "江岚省茶叶学会")

    def test_the_form_of_another_unit_is_refused_and_not_kept(self, scene: Scene) -> None:
        with pytest.raises(Invalid) as refused:
            hand_in(scene, ("a.docx", paper(scene, actor=scene.nurse)))
        assert "其他单位" in str(refused.value.problems[0].message)
        assert (Filled.objects.count(), StoredFile.objects.count()) == (0, 0)

    def test_one_of_two_that_is_anothers_is_named_beside_the_other(self, scene: Scene) -> None:
        mine = into_docx(paper(scene), {("_b1.text", 0): "谋划"})
        filled = hand_in(scene, ("a.docx", paper(scene, actor=scene.nurse)), ("b.docx", mine))
        assert [bool(one["trouble"]) for one in filled.files] == [True, False]
        assert list(filled.said["blocks"]) == ["b1"]

    def test_a_wrong_signature_counts_for_nothing(self, scene: Scene) -> None:
        form = FormReference((scene.assignment(scene.plan).code,), sheet_code(), 1)
        right = form_reference(form)
        assert (form_signed(right), form_signed(right[:-1] + "22"), form_signed(f"2{right}")) == (
            form, None, None,
        )  # fmt: skip

    def test_an_older_version_of_the_sheet_is_read_by_its_labels(self, scene: Scene) -> None:
        word = into_docx(paper(scene), {("_b1.text", 0): "谋划"})
        SheetTemplate.objects.update(version=2)
        filled = hand_in(scene, ("a.docx", word))
        assert filled.files[0]["note"] == Note.OLDER
        assert filled.said["blocks"]["b1"]["rows"][0]["values"] == {"text": "谋划"}

    def test_a_value_that_does_not_fit_is_named_with_what_is_expected(self, scene: Scene) -> None:
        field = SheetTemplate.objects.get(title="征集表").blocks.get(key="b2").fields.get(key="post")
        field.type, field.options = "choice", ["理事长", "秘书长"]
        field.save()
        word = into_docx(paper(scene), {("_b2.post", 0): "顾问", ("_b2.name", 0): "顾南屏"})
        filled = hand_in(scene, ("a.docx", word))
        [wrong] = filled.said["wrong"]
        assert (wrong["label"], wrong["written"]) == ("职务", "顾问")
        assert "理事长 / 秘书长" in wrong["expected"]
        assert filled.said["blocks"]["b2"]["rows"][0]["values"] == {"name": "顾南屏"}

    def test_a_file_without_answers_is_an_attachment(self, scene: Scene) -> None:
        filled = hand_in(scene, ("方案.docx", into_docx(paper(scene), {}) and plain("方案全文")))
        assert [one["note"] for one in filled.files] == [Note.ATTACHMENT]

    def test_nothing_of_the_draft_changes_before_it_is_taken(self, scene: Scene) -> None:
        save(scene, PLAN)
        before = Report.objects.values().get()
        hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "另一份谋划"})))
        assert Report.objects.values().get() == before


class TestTaking:
    def test_joins_rows_that_are_alike_and_drops_nothing(self, scene: Scene) -> None:
        save(scene, LEADERS)
        word = paper(scene)
        word = into_docx(word, {("_b2.text", 1): "改过的体会。"})
        more = LEADERS["b2"]["rows"] + [{"values": {"name": "后来的人", "post": "理事", "text": "后写的。"}}]
        save(scene, {"b2": {"rows": more}}, version=Report.objects.get().version)
        report = take(scene, hand_in(scene, ("a.docx", word)))
        assert [(row["name"], row["text"]) for row in rows(report, "b2")] == [
            ("顾南屏", "一片叶子。"), ("沈雁秋", "改过的体会。"), ("后来的人", "后写的。"),
        ]  # fmt: skip

    def test_only_what_is_chosen_goes_in(self, scene: Scene) -> None:
        word = into_docx(paper(scene), {("_b1.text", 0): "谋划", ("_b2.name", 0): "顾南屏"})
        report = take(scene, hand_in(scene, ("a.docx", word)), chosen=["b1"])
        assert sorted(report.draft) == ["b1"]

    def test_is_put_back_once(self, scene: Scene) -> None:
        save(scene, PLAN)
        before = Report.objects.get()
        filled = hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "另一份"})))
        take(scene, filled)
        report = actions.put_back(actor=scene.handler, directive=scene.directive, code=filled.code)
        assert (report.draft, report.header) == (before.draft, before.header)
        assert Filled.objects.get().state == FilledState.PUT_BACK
        with pytest.raises(WrongState):
            actions.put_back(actor=scene.handler, directive=scene.directive, code=filled.code)

    def test_is_not_put_back_over_what_was_typed_since(self, scene: Scene) -> None:
        filled = hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "谋划"})))
        report = take(scene, filled)
        save(scene, LEADERS, version=report.version)
        with pytest.raises(WrongState):
            actions.put_back(actor=scene.handler, directive=scene.directive, code=filled.code)
        assert len(rows(Report.objects.get(), "b2")) == 2

    def test_beside_somebody_elses_saving_is_a_conflict(self, scene: Scene) -> None:
        filled = hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "谋划"})))
        save(scene, LEADERS)
        with pytest.raises(Conflict):
            take(scene, filled, version=0)

    def test_twice_is_refused(self, scene: Scene) -> None:
        filled = hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "谋划"})))
        take(scene, filled)
        with pytest.raises(WrongState):
            take(scene, filled)

    def test_an_attachment_goes_into_a_field_or_with_the_whole_item(self, scene: Scene) -> None:
        save(scene, PLAN | LEADERS)
        filled = hand_in(scene, ("甲.docx", plain("甲")), ("乙.docx", plain("乙")))
        first, second = (one["code"] for one in filled.files)
        take(scene, filled, places={first: "b1.file", second: f"whole:{scene.leaders.code}"})
        send(scene, scene.plan.code, scene.leaders.code)
        sent = {(one.submission.assignment.task.name, one.field_key, one.file.name)
                for one in Attachment.objects.all()}  # fmt: skip
        assert sent == {("工作谋划", "file", "甲.docx"), ("负责人学习体会", "", "乙.docx")}

    def test_a_file_with_the_whole_item_alone_begins_it(self, scene: Scene) -> None:
        filled = hand_in(scene, ("方案.docx", plain("方案")))
        file = filled.files[0]["code"]
        take(scene, filled, places={file: f"whole:{scene.leaders.code}"})
        assert (scene.state(scene.leaders), scene.state(scene.plan)) == (State.DRAFT, State.DUE)
        actions.detach_file(
            actor=scene.handler, directive=scene.directive, task=scene.leaders.code, file=file
        )
        assert scene.state(scene.leaders) == State.DUE

    def test_a_file_begins_what_is_put_back_no_more(self, scene: Scene) -> None:
        filled = hand_in(scene, ("方案.docx", plain("方案")))
        take(scene, filled, places={filled.files[0]["code"]: f"whole:{scene.leaders.code}"})
        actions.put_back(actor=scene.handler, directive=scene.directive, code=filled.code)
        assert scene.state(scene.leaders) == State.DUE

    def test_a_file_laid_beside_what_was_sent_is_something_to_send(
        self, scene: Scene, client_of: ClientOf
    ) -> None:
        save(scene, PLAN)
        send(scene, scene.plan.code)
        assert not ready(scene, scene.plan.code)
        filled = hand_in(scene, ("补充.docx", plain("补充")))
        file = filled.files[0]["code"]
        take(scene, filled, places={file: f"whole:{scene.plan.code}"})
        assert ready(scene, scene.plan.code)
        [sent] = send(scene, scene.plan.code)
        assert not ready(scene, scene.plan.code)
        for post in (scene.world.officer, scene.world.tea_handler):
            assert "补充.docx" in client_of(post).get(f"/submissions/{sent.code}/").content.decode()
        first = sent.assignment.submissions.get(version=1)
        [change] = queries.compare(first, sent)
        assert (change.old, change.new) == ("", "补充.docx")

    def test_only_returned_fields_of_a_returned_item_go_in(self, scene: Scene) -> None:
        save(scene, LEADERS)
        [sent] = send(scene, scene.leaders.code)
        entry = sent.entries.first()
        assert entry is not None
        give_back(scene, sent, ReturnRequest(entry.code, "text", "太短。"))
        word = into_docx(paper(scene), {("_b2.text", 0): "补写过的体会。", ("_b2.post", 0): "名誉理事长"})
        report = take(scene, hand_in(scene, ("a.docx", word)))
        assert report.corrections == {entry.code: {"text": "补写过的体会。"}}


class TestPages:
    def test_the_whole_way(self, scene: Scene, society: Client) -> None:
        base = f"/reports/{scene.directive.code}/"
        word = into_docx(paper(scene), {("_b1.text", 0): "谋划", ("_header.phone", 0): "010-55550122"})
        answer = society.post(f"{base}forms/", {"forms": SimpleUploadedFile("茶.docx", word)}, follow=True)
        shown = answer.content.decode()
        assert ("谋划" in shown, "茶.docx" in shown, Report.objects.count()) == (True, True, 0)
        form = Filled.objects.get().code
        taken = society.post(
            f"{base}forms/{form}/take/", {"version": "0", "part": ["header", "b1"]}, follow=True
        )
        assert "茶.docx" in taken.content.decode()
        assert rows(Report.objects.get(), "b1") == [{"text": "谋划"}]
        society.post(f"{base}forms/{form}/put-back/")
        assert (Report.objects.get().draft, scene.state(scene.plan)) == ({}, State.DUE)

    def test_saved_in_between_is_shown_afresh(self, scene: Scene, society: Client) -> None:
        word = into_docx(paper(scene), {("_b1.text", 0): "谋划"})
        filled = hand_in(scene, ("a.docx", word))
        save(scene, LEADERS)
        answer = society.post(
            f"/reports/{scene.directive.code}/forms/{filled.code}/take/", {"version": "0", "part": "b1"}
        )
        assert (answer.status_code, Filled.objects.get().state) == (409, FilledState.READ)

    def test_another_unit_sees_none_of_it(self, scene: Scene, client_of: ClientOf) -> None:
        filled = hand_in(scene, ("a.docx", into_docx(paper(scene), {("_b1.text", 0): "谋划"})))
        nurse = client_of(scene.world.nursing_handler)
        assert nurse.get(f"/reports/{scene.directive.code}/forms/{filled.code}/").status_code == 404

    def test_no_file_is_said(self, scene: Scene, society: Client) -> None:
        answer = society.post(f"/reports/{scene.directive.code}/forms/", follow=True)
        assert (answer.status_code, Filled.objects.count()) == (200, 0)


def issuers_blank() -> bytes:
    """The scene's sheet as an office would set it, with a remark of its own."""
    paper = docx.Document()
    paper.add_paragraph("征集表")
    table = paper.add_table(rows=6, cols=4, style="Table Grid")
    for row, labels in enumerate(
        (("学会名称", "", "值班电话", ""), ("工作谋划", "", "", ""), ("姓名", "职务", "内容", ""))
    ):
        for column, label in enumerate(labels):
            table.cell(row, column).text = label
    table.cell(1, 1).merge(table.cell(1, 3))
    for row in range(2, 6):
        table.cell(row, 2).merge(table.cell(row, 3))
    paper.add_paragraph("注：本表由秘书处填写。")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def plain(text: str) -> bytes:
    """A Word file that is no form."""
    out = BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()
