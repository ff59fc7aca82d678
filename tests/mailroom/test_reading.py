"""Every kind of mail meets its fate; what is sure is taken, everything else waits for a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from quanjing.mailroom.actions import Arrival, keep, reading
from quanjing.mailroom.enums import Clue, Doubt, Fate, ItemState
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.models import Mail, Message
from quanjing.submissions.models import Submission
from quanjing.tasks.enums import State
from tests.mailroom.conftest import facts_of
from tests.mailroom.mails import KINDS, form, letter, named
from tests.submissions.conftest import Scene

Arrive = Callable[[bytes], IncomingMail]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_meets_its_fate(scene: Scene, arrive: Arrive, kind: str) -> None:
    make, fate = KINDS[kind]
    incoming = arrive(make(facts_of(scene, 1)))
    assert (incoming.fate, incoming.fate != Fate.FAILED or incoming.reason != "") == (fate, True)


@pytest.mark.parametrize("kind", sorted(kind for kind, (_make, fate) in KINDS.items() if fate == "taken"))
def test_what_is_taken_is_the_units_report_with_its_file(scene: Scene, arrive: Arrive, kind: str) -> None:
    arrive(KINDS[kind][0](facts_of(scene, 1)))
    sent = Submission.objects.get(assignment=scene.assignment(scene.plan))
    assert (sent.entered_way, scene.state(scene.plan)) == ("mail", State.SUBMITTED)
    [attached] = sent.attachments.all()
    assert attached.file.organization_code == scene.world.tea.code


@pytest.mark.parametrize("kind", ["zip_of_societies", "several_societies"])
def test_one_mail_for_several_societies_is_a_report_of_each(scene: Scene, arrive: Arrive, kind: str) -> None:
    incoming = arrive(KINDS[kind][0](facts_of(scene, 1)))
    units = {item.assignment.organization.name for item in incoming.items.all() if item.assignment}
    assert units == {"江岚省茶叶学会", "江岚省护理学会"}
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "doubt"),
    [
        ("question", Doubt.NO_FILES),
        ("unknown_sender", Doubt.STRANGER),
        ("nothing_said", Doubt.NOBODY),
        ("cut_off", Doubt.UNREADABLE),
    ],
)
def test_what_waits_says_why(scene: Scene, arrive: Arrive, kind: str, doubt: Doubt) -> None:
    incoming = arrive(KINDS[kind][0](facts_of(scene, 1)))
    assert [item.doubt for item in incoming.items.all()] == [doubt]


def test_a_stranger_is_shown_with_suggestions_and_their_reasons(scene: Scene, arrive: Arrive) -> None:
    incoming = arrive(KINDS["unknown_sender"][0](facts_of(scene, 1)))
    best = incoming.items.get().suggestions[0]
    assert best["code"] == scene.assignment(scene.plan).code
    assert best["clues"] == [
        Clue.FILE_NAME, Clue.CONTENT, Clue.SUBJECT, Clue.ITEM_FILE, Clue.ITEM_SUBJECT,
        Clue.ITEM_CONTENT,
    ]  # fmt: skip


def test_a_wrong_signature_counts_for_nothing(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    head, _at, host = facts.plus.partition("@")
    address = f"{head[:-1]}{'3' if head[-1] == '2' else '2'}@{host}"
    raw = letter(facts, "", ("a.docx", form("某单位", "某事")), to=address, sender="x@y.example", subject="x")
    assert arrive(raw.as_bytes()).fate == Fate.WAITS


def test_two_references_that_contradict_wait(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    other = facts_of(scene, 2, unit=scene.world.nursing)
    raw = letter(facts, "", (named(facts), form(facts.society, facts.task)), to=f"{facts.plus}, {other.plus}")
    incoming = arrive(raw.as_bytes())
    assert [item.doubt for item in incoming.items.all()] == [Doubt.CONTRADICTION]


def test_the_same_mail_twice_is_known_as_twice(scene: Scene, arrive: Arrive) -> None:
    raw = KINDS["to_its_address"][0](facts_of(scene, 1))
    first = arrive(raw)
    again = arrive(b"Received: from mx by mx2; Wed, 09 Sep 2026 10:21:00 +0800\r\n" + raw)
    assert (again.fate, again.duplicate_of) == (Fate.DUPLICATE, first)
    assert Submission.objects.count() == 1


def test_a_corrected_form_is_a_new_version(scene: Scene, arrive: Arrive) -> None:
    arrive(KINDS["to_its_address"][0](facts_of(scene, 1)))
    arrive(KINDS["to_its_address"][0](facts_of(scene, 2)))
    assert sorted(Submission.objects.values_list("version", flat=True)) == [1, 2]


def test_what_the_unit_sent_itself_is_not_replaced_by_a_mail(scene: Scene, arrive: Arrive) -> None:
    from tests.submissions.conftest import PHONE, PLAN
    from tests.submissions.test_sending import save, send

    save(scene, PLAN, header=PHONE)
    send(scene, scene.plan.code)
    incoming = arrive(KINDS["to_its_address"][0](facts_of(scene, 1)))
    assert [item.doubt for item in incoming.items.all()] == [Doubt.NOT_OPEN]
    assert Submission.objects.count() == 1


def test_a_classified_paper_is_not_kept(
    scene: Scene, arrive: Arrive, django_capture_on_commit_callbacks: object
) -> None:
    raw = KINDS["classified"][0](facts_of(scene, 1))
    [kept] = keep(body=scene.world.association, arrivals=[Arrival(raw)])
    place = kept.place
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        reading.read_waiting(lambda _done, _total: None)
    kept.refresh_from_db()
    assert (kept.fate, kept.place, default_storage.exists(place)) == (Fate.REFUSED, "", False)
    assert "机密" in kept.reason


def test_a_mail_that_breaks_the_reader_does_not_stop_the_next(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    bad, good = facts_of(scene, 1), facts_of(scene, 2)
    keep(
        body=scene.world.association,
        arrivals=[Arrival(KINDS[k][0](f)) for k, f in (("question", bad), ("to_its_address", good))],
    )
    honest = reading._sort

    def sort(incoming: IncomingMail, *rest: object) -> None:
        if incoming.subject == "咨询":
            raise ZeroDivisionError("a fault of ours")
        honest(incoming, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "_sort", sort)
    run_jobs()
    assert list(IncomingMail.objects.order_by("pk").values_list("fate", "reason")) == [
        (Fate.FAILED, "ZeroDivisionError: a fault of ours"),
        (Fate.TAKEN, ""),
    ]


def test_the_receipt_says_what_was_understood_and_what_is_missing(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    incoming = arrive(KINDS["to_its_address"][0](facts))
    mail = Mail.objects.get(key=f"receipt:{incoming.code}")
    assert (mail.to, mail.subject, mail.answers) == ([facts.sender], "已收到：材料", facts.message_id)
    assert mail.about == scene.assignment(scene.plan).code
    assert "江岚省茶叶学会" in mail.body
    assert "工作谋划" in mail.body
    assert "内容" in mail.body  # the required field that was not read
    assert facts.plus in mail.body


@pytest.mark.parametrize(
    "kind", ["auto_reply_chinese", "out_of_office", "bounce", "bounce_chinese", "newsletter", "classified"]
)
def test_no_receipt_goes_to_machines_and_lists(scene: Scene, arrive: Arrive, kind: str) -> None:
    arrive(KINDS[kind][0](facts_of(scene, 1)))
    assert not Mail.objects.filter(key__startswith="receipt:").exists()


def test_two_machines_do_not_answer_each_other_for_ever(scene: Scene, arrive: Arrive) -> None:
    for serial in range(25):
        arrive(KINDS["question"][0](facts_of(scene, serial)))
    assert Mail.objects.filter(key__startswith="receipt:").count() == 20


@pytest.mark.parametrize("kind", ["bounce", "bounce_chinese"])
def test_a_mail_of_ours_that_came_back_is_marked_and_the_desk_told(
    scene: Scene, arrive: Arrive, kind: str
) -> None:
    arrive(KINDS[kind][0](facts_of(scene, 1)))
    assert Mail.objects.get(key__startswith="asked:").state == "bounced"
    told = Message.objects.filter(kind="mail_came_back").values_list("post", flat=True)
    assert scene.world.officer.pk in told


def test_a_file_that_cannot_be_kept_is_named_in_the_receipt(scene: Scene, arrive: Arrive) -> None:
    facts = facts_of(scene, 1)
    data = form(facts.society, facts.task)
    raw = letter(facts, "", (named(facts), data), ("说明.docx", data[: len(data) // 2]), to=facts.plus)
    incoming = arrive(raw.as_bytes())
    assert incoming.items.get().state == ItemState.TAKEN
    mail = Mail.objects.get(key=f"receipt:{incoming.code}")
    assert "说明.docx: 文件已损坏或不完整，请重新发送。" in mail.body
