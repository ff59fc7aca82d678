"""Banks of questions: taken in from files, changed, retired."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gongwen.facade import decoded_text, read_rows
from quanjing.audit.actions import record
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.formats import Option, Read, faults_of, read_gift, read_moodle, read_table
from quanjing.quiz.formats import Question as NewQuestion
from quanjing.quiz.models import BankImport, Question, QuestionBank
from quanjing.quiz.papers import plain
from quanjing.quiz.rules import need_keeper

MOST_QUESTIONS = 20_000  # in one file
BATCH = 1_000


@transaction.atomic
def create_bank(*, actor: Actor, name: str) -> QuestionBank:
    """Open a bank of the actor's own body. Raises `Denied`, `Invalid` for an empty name."""
    organization_id = need_keeper(actor, actor.organization_id)
    if not name.strip():
        raise Invalid([Problem("name", _("Please give it a name."))])
    bank = QuestionBank.objects.create(
        organization_id=organization_id, name=name.strip()[:200], created_at=clock.now()
    )
    record(actor=actor, verb="quiz.create_bank", on=bank)
    return bank


@transaction.atomic
def preview_import(*, actor: Actor, bank: QuestionBank, name: str, data: bytes) -> BankImport:
    """Look at a file of questions and keep what was read; nothing is taken in yet.

    A workbook, GIFT (txt, gift) or Moodle XML, told apart by the name.

    Raises:
        Denied: for anyone but the keepers of the bank.
        Invalid: more questions than one file may hold.
        gongwen.errors.GongwenError: the workbook cannot be read.
    """
    need_keeper(actor, bank.organization_id)
    found = _read(name, data)
    if len(found.questions) > MOST_QUESTIONS:
        text = _("A file may hold %(count)d questions at most.") % {"count": MOST_QUESTIONS}
        raise Invalid([Problem("file", text)])
    new, doubles = _without_doubles(bank, found.questions)
    return BankImport.objects.create(
        bank=bank,
        name=name[:255],
        questions=[_plain_of(question) for question in new],
        bad=[[bad.place, bad.fault.value, bad.words] for bad in found.bad],
        doubles=[[question.place, question.text[:200]] for question in doubles],
        ignored=list(found.ignored),
        made_at=clock.now(),
    )


@transaction.atomic
def apply_import(*, actor: Actor, draft: BankImport) -> int:
    """Take in all questions of a file that was looked at; returns how many. Doubles stay out.

    Raises:
        Denied: for anyone but the keepers of the bank.
        Invalid: a question of the file is wrong, so none is taken in.
        WrongState: the file was taken in before.
    """
    need_keeper(actor, draft.bank.organization_id)
    locked = BankImport.objects.select_for_update(of=("self",)).select_related("bank").get(pk=draft.pk)
    if locked.done_at is not None:
        raise WrongState(_("This file was taken in already."))
    if locked.bad:
        raise Invalid([Problem("file", _("Nothing is taken in while a question of the file is wrong."))])
    QuestionBank.objects.select_for_update().get(pk=locked.bank_id)  # nobody takes in the same beside us
    known = set(locked.bank.questions.values_list("folded", flat=True))
    rows = [
        Question(
            bank=locked.bank, folded=folded(values["text"]), changed_by=actor.signature,
            changed_at=clock.now(), **{name: value for name, value in values.items() if name != "place"},
        )
        for values in locked.questions
    ]  # fmt: skip
    fresh = [row for row in rows if row.folded not in known]
    Question.objects.bulk_create(fresh, batch_size=BATCH)
    locked.done_at = clock.now()
    locked.save(update_fields=["done_at"])
    record(actor=actor, verb="quiz.import", on=locked.bank, detail={"name": locked.name, "count": len(fresh)})
    return len(fresh)


@transaction.atomic
def change_question(*, actor: Actor, question: Question, version: int, values: NewQuestion) -> Question:
    """Change a question of a bank; contests that are out keep the question as it stood.

    Raises:
        Denied: for anyone but the keepers of the bank.
        Conflict: somebody changed it since `version`.
        Invalid: what a question must keep is not kept, or the bank has it already.
    """
    need_keeper(actor, question.bank.organization_id)
    problems = [Problem(bad.fault.value, bad.words) for bad in faults_of(values)]
    if problems:
        raise Invalid(problems)
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if locked.version != version:
        raise Conflict(theirs={"text": locked.text}, yours={"text": values.text})
    for name, value in _plain_of(values).items():
        if name != "place":
            setattr(locked, name, value)
    locked.folded = folded(values.text)
    locked.version += 1
    locked.changed_by, locked.changed_at = actor.signature, clock.now()
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:
        raise Invalid([Problem("text", _("The bank has this question already."))]) from error
    record(actor=actor, verb="quiz.change_question", on=locked)
    return locked


@transaction.atomic
def retire_question(*, actor: Actor, question: Question, retired: bool) -> None:
    """Draw from this question no more, or again. Raises `Denied`."""
    need_keeper(actor, question.bank.organization_id)
    Question.objects.filter(pk=question.pk).update(is_retired=retired)
    record(actor=actor, verb="quiz.retire_question", on=question, detail={"retired": retired})


def folded(text: str) -> str:
    """A digest of the letters and figures of a text: two questions with the same one are one question."""
    return hashlib.sha256(plain(text).encode()).hexdigest()


def _read(name: str, data: bytes) -> Read:
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "xml":
        return read_moodle(data)
    if ending in ("txt", "gift"):
        return read_gift(decoded_text(data))
    tables = read_rows(data, name=name, options=options_for(name))
    return read_table([row for table in tables for row in table])


def _without_doubles(
    bank: QuestionBank, questions: Sequence[NewQuestion]
) -> tuple[list[NewQuestion], list[NewQuestion]]:
    """The questions that the bank does not have yet, and those that it or the file has already."""
    seen = set(bank.questions.values_list("folded", flat=True))
    new: list[NewQuestion] = []
    doubles: list[NewQuestion] = []
    for question in questions:
        digest = folded(question.text)
        (doubles if digest in seen else new).append(question)
        seen.add(digest)
    return new, doubles


def _plain_of(question: NewQuestion) -> dict[str, Any]:
    values = asdict(question)
    values["kind"] = QuestionKind(question.kind).value
    values["options"] = [[option.text, option.is_right] for option in question.options]
    values["answers"] = list(question.answers)
    return values


def question_of(values: Any) -> NewQuestion:
    """The stored fields of a question as the formats state it."""
    options = tuple(Option(text, bool(is_right)) for text, is_right in values.options)
    return NewQuestion(
        0, QuestionKind(values.kind), values.text, options, tuple(values.answers), values.is_true,
        values.topic, values.difficulty, values.explanation, values.source,
    )  # fmt: skip
