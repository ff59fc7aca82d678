"""A filled form that comes by mail becomes answers, and the receipt says what was understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongwen.facade import reference_of
from gongwen.model import Options
from quanjing.mailroom.actions import post_returns
from quanjing.mailroom.enums import Fate, ItemState
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.models import Mail
from quanjing.notify.rules import form_signed
from quanjing.submissions.actions import ReturnRequest, filled_paper, return_for_correction
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import page_of_report, papers_of
from tests.mailroom.conftest import facts_of
from tests.mailroom.mails import letter
from tests.submissions.conftest import RETURN_DUE, Scene
from tests.submissions.typing_in import into_docx, into_xlsx, texts_in

Arrive = Callable[[bytes], IncomingMail]
BOTH = {("_header.phone", 0): "010-55550122", ("_b1.text", 0): "今后五年的谋划。",
        ("_b2.name", 0): "顾南屏", ("_b2.post", 0): "理事长", ("_b2.text", 0): "一片叶子。"}  # fmt: skip


def sheet(scene: Scene, format: str = "docx", actor: object = None) -> bytes:
    page = page_of_report(actor or scene.handler, scene.directive.code)  # type: ignore[arg-type]
    return filled_paper(page, papers_of(page)[0], format).data


def mailed(scene: Scene, data: bytes, name: str = "表.docx", **headers: str) -> bytes:
    """From an address that says nothing, so that the form alone decides."""
    sender = headers.pop("sender", "x@mail.example.com")
    return letter(facts_of(scene, 1), "", (name, data), sender=sender, subject="材料", **headers).as_bytes()


def receipt() -> str:
    return Mail.objects.get(key__startswith="receipt:").body


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_signed_form_decides_its_items_and_answers_each(scene: Scene, arrive: Arrive, format: str) -> None:
    if format == "docx":
        data = into_docx(sheet(scene), BOTH)
    else:
        named = {f"{key}{'.1' if '_b2' in key else ''}": text for (key, _at), text in BOTH.items()}
        data = into_xlsx(sheet(scene, "xlsx"), named)
    incoming = arrive(mailed(scene, data, f"表.{format}"))
    sent = Submission.objects.order_by("assignment__task__position")
    assert incoming.fate == Fate.TAKEN
    assert [[entry.values for entry in one.entries.all()] for one in sent] == [
        [{"text": "今后五年的谋划。"}],
        [{"name": "顾南屏", "post": "理事长", "text": "一片叶子。"}],
    ]
    assert [one.header["phone"] for one in sent] == ["010-55550122"] * 2
    assert sorted(incoming.items.values_list("state", flat=True)) == [
        ItemState.DISMISSED, ItemState.DISMISSED, ItemState.TAKEN, ItemState.TAKEN,
    ]  # fmt: skip


def test_the_receipt_says_what_was_understood_and_what_is_missing(scene: Scene, arrive: Arrive) -> None:
    arrive(mailed(scene, into_docx(sheet(scene), {("_b2.name", 0): "顾南屏", ("_b2.text", 0): "一片叶子。"})))
    assert "负责人体会（1 条）" in receipt()
    assert "请填写“职务”" in receipt()
    [entry] = Submission.objects.get().entries.all()
    assert entry.values == {"name": "顾南屏", "text": "一片叶子。"}


def test_the_form_of_one_unit_is_not_taken_for_another(scene: Scene, arrive: Arrive) -> None:
    data = into_docx(sheet(scene, actor=scene.nurse), {("_b1.text", 0): "护理的谋划。"})
    arrive(mailed(scene, data, sender="handler@example.org"))
    assert Submission.objects.get().assignment.organization == scene.world.nursing


def test_what_is_sent_back_goes_out_as_the_filled_form_and_comes_back_corrected(
    scene: Scene, arrive: Arrive
) -> None:
    arrive(mailed(scene, into_docx(sheet(scene), {key: BOTH[key] for key in list(BOTH)[:2]})))
    sent = Submission.objects.get()
    entry = sent.entries.get()
    notes = [ReturnRequest(entry.code, "text", "请展开。")]
    return_for_correction(actor=scene.officer, submission=sent, notes=notes, due_at=RETURN_DUE)
    post_returns()
    mail = Mail.objects.get(key=f"returned:{sent.code}")
    [form] = [file for file in mail.files.all() if file.name.startswith("征集表-")]
    from django.core.files.storage import default_storage

    with default_storage.open(form.place) as stored:
        data = stored.read()
    reference = form_signed(reference_of(data, Options()))
    assert reference is not None
    assert scene.assignment(scene.plan).code in reference.assignments
    assert "今后五年的谋划。" in "".join(texts_in(data))
    again = into_docx(data, {("_b1.text", 0): "展开写的谋划。"})
    raw = letter(facts_of(scene, 7), "", ("补正.docx", again), sender="x@mail.example.com", subject="补正")
    assert arrive(raw.as_bytes()).fate == Fate.TAKEN
    second = Submission.objects.get(version=2)
    assert [one.values for one in second.entries.all()] == [{"text": "展开写的谋划。"}]
    assert second.header == sent.header


def test_a_returned_form_that_corrects_nothing_waits_for_a_person(scene: Scene, arrive: Arrive) -> None:
    arrive(mailed(scene, into_docx(sheet(scene), {key: BOTH[key] for key in list(BOTH)[:2]})))
    sent = Submission.objects.get()
    notes = [ReturnRequest(sent.entries.get().code, "text", "请展开。")]
    return_for_correction(actor=scene.officer, submission=sent, notes=notes, due_at=RETURN_DUE)
    raw = letter(
        facts_of(scene, 7), "", ("补正.docx", sheet(scene)), sender="x@mail.example.com", subject="补正"
    )
    incoming = arrive(raw.as_bytes())
    assert (incoming.fate, Submission.objects.count()) == (Fate.WAITS, 1)


def test_a_form_without_an_answer_is_left_to_the_desk(scene: Scene, arrive: Arrive) -> None:
    """It waits, so the desk has something to decide about."""
    incoming = arrive(mailed(scene, sheet(scene)))
    assert (incoming.fate, Submission.objects.count()) == (Fate.WAITS, 0)
    assert {item.state for item in incoming.items.all()} == {ItemState.WAITS}
