"""What a person decides on a mail, and what the sender hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.mailroom.actions import dismiss, post_returns, read_again, split, take
from quanjing.mailroom.enums import Fate, ItemState
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.models import Mail
from quanjing.submissions.actions import ReturnRequest, return_for_correction
from quanjing.submissions.models import Submission
from tests.mailroom.conftest import facts_of
from tests.mailroom.mails import KINDS, form, letter
from tests.submissions.conftest import RETURN_DUE, Scene

Arrive = Callable[[bytes], IncomingMail]


@pytest.fixture
def strange(scene: Scene, arrive: Arrive) -> IncomingMail:
    """A form from somebody whom nobody knows."""
    return arrive(KINDS["unknown_sender"][0](facts_of(scene, 1)))


def test_an_officer_takes_what_was_not_sure(scene: Scene, strange: IncomingMail) -> None:
    assignment = scene.assignment(scene.plan)
    sent = take(actor=scene.officer, incoming=strange, position=1, assignment=assignment)
    strange.refresh_from_db()
    item = strange.items.get()
    assert (strange.fate, strange.decided_name, item.state) == (Fate.TAKEN, "林知远", ItemState.TAKEN)
    assert (sent.entered_way, sent.attachments.count()) == ("mail", 1)
    assert AuditEntry.objects.filter(verb="mailroom.take").count() == 1
    keys = [f"receipt:{strange.code}", f"receipt:{strange.code}:decided"]
    first, second = (Mail.objects.get(key=key).body for key in keys)
    assert ("江岚省茶叶学会" in first.partition("附件：")[0], "第 1 版" in second) == (False, True)


def test_what_somebody_decided_is_not_decided_again(scene: Scene, strange: IncomingMail) -> None:
    assignment = scene.assignment(scene.plan)
    take(actor=scene.officer, incoming=strange, position=1, assignment=assignment)
    with pytest.raises(WrongState):
        take(actor=scene.officer, incoming=strange, position=1, assignment=assignment)
    assert Submission.objects.count() == 1


def test_nobody_else_decides(scene: Scene, strange: IncomingMail) -> None:
    for actor in (scene.handler, scene.world.actor(scene.world.city_officer)):
        with pytest.raises(Denied):
            take(actor=actor, incoming=strange, position=1, assignment=scene.assignment(scene.plan))


def test_no_report_needs_a_reason(scene: Scene, strange: IncomingMail) -> None:
    with pytest.raises(Invalid):
        dismiss(actor=scene.officer, incoming=strange, position=1, reason=" ")
    dismiss(actor=scene.officer, incoming=strange, position=1, reason="个人来信")
    strange.refresh_from_db()
    assert (strange.fate, strange.items.get().reason) == (Fate.DISMISSED, "个人来信")


def test_a_mail_is_split_into_its_files(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    files = [(f"{n}.docx", form(f"某单位{n}", "材料", n)) for n in range(3)]
    raw = letter(facts, "", *files, sender="lu@members.example.org", subject="材料")
    incoming = arrive(raw.as_bytes())
    split(actor=scene.officer, incoming=incoming, position=1)
    assert [[file["name"] for file in item.files] for item in incoming.items.all()] == [
        ["0.docx"], ["1.docx"], ["2.docx"],
    ]  # fmt: skip
    take(actor=scene.officer, incoming=incoming, position=3, assignment=scene.assignment(scene.plan))
    incoming.refresh_from_db()
    assert incoming.fate == Fate.PARTLY
    with pytest.raises(WrongState):
        split(actor=scene.officer, incoming=incoming, position=2)


def test_a_mail_that_could_not_be_read_is_read_again(
    scene: Scene, strange: IncomingMail, run_jobs: Callable[[], int]
) -> None:
    with pytest.raises(WrongState):
        read_again(actor=scene.officer, incoming=strange)
    strange.items.all().delete()
    IncomingMail.objects.update(fate=Fate.FAILED, attempts=9)
    read_again(actor=scene.officer, incoming=strange)
    run_jobs()
    strange.refresh_from_db()
    assert strange.fate == Fate.WAITS


def test_what_is_sent_back_goes_to_the_sender_with_the_form(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    arrive(KINDS["to_its_address"][0](facts))
    sent = Submission.objects.get()
    request = ReturnRequest(None, None, "请补充联系电话")
    return_for_correction(actor=scene.officer, submission=sent, notes=[request], due_at=RETURN_DUE)
    assert (post_returns(), post_returns()) == (1, 0)
    mail = Mail.objects.get(key=f"returned:{sent.code}")
    assert (mail.to, mail.about) == ([facts.sender], scene.assignment(scene.plan).code)
    assert "请补充联系电话" in mail.body
    assert "9月12日 17:00" in mail.body
    assert {file.name for file in mail.files.all()} == {"附件.docx", "征集表-江岚省茶叶学会.docx"}


def test_a_mail_that_answers_what_was_sent_back_is_the_next_version(scene: Scene, arrive: Arrive) -> None:
    test_what_is_sent_back_goes_to_the_sender_with_the_form(scene, arrive)
    facts = facts_of(scene, 2)
    mail = Mail.objects.get(key__startswith="returned:")
    Mail.objects.update(state="sent")
    files = ("补正.docx", form(facts.society, facts.task, 3))
    subject, sender = f"回复：{mail.subject}", "陆 <lu@members.example.org>"
    raw = letter(facts, "已补充。", files, subject=subject, sender=sender)
    raw["In-Reply-To"] = f"<{mail.code}@example.org>"
    assert arrive(raw.as_bytes()).fate == Fate.TAKEN
    assert sorted(Submission.objects.values_list("version", flat=True)) == [1, 2]
