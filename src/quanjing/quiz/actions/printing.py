"""A paper for those who write by hand: questions, a sheet for the answers, the key on a page of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from gongwen.facade import official_docx
from gongwen.official import Annex, Form, Grid, Heading, OfficialDocument, Text
from gongwen.official import Part as PaperPart
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.quiz.enums import ContestState, QuestionKind
from quanjing.quiz.models import Contest, PoolQuestion
from quanjing.quiz.papers import draw
from quanjing.quiz.queries import ready
from quanjing.quiz.rules import need_keeper

LETTERS = "ABCDEFGHIJ"
SHEET_COLUMNS = 10
Drawn = tuple[int, PoolQuestion, int, Sequence[int]]  # number, question, points, order of its options


def paper_docx(*, actor: Actor, contest: Contest) -> bytes:
    """Draw a paper by the contest's rules and write it as Word; leaves an entry in the record.

    Where each day has a pool of its own it is today's, before the contest that of its first day, afterwards
    that of its last.

    Raises `Denied` for anyone but the keepers of the contest, `WrongState` before its rules are out.
    """
    need_keeper(actor, contest.organization_id)
    if contest.state == ContestState.DRAFT:
        raise WrongState(_("There is a paper when the rules are published."))
    day = min(max(clock.today(), contest.days[0]), contest.days[-1])
    prepared = ready(contest, day)
    paper = draw(prepared.cards, prepared.lines, secrets.randbits(63))
    drawn = [
        (number, prepared.keys[pk], points, order) for number, (pk, points, order) in enumerate(paper, 1)
    ]
    ordered = _by_kind(drawn)
    document = OfficialDocument(
        form=Form.PLAIN,
        title=contest.name,
        parts=tuple(_questions(ordered)),
        annexes=(
            Annex(_("Sheet for the answers"), (Text(_("Unit: ____ Name (optional): ____")), _sheet(ordered))),
            Annex(_("Key"), (_key(ordered),)),
        ),
    )  # fmt: skip
    record(actor=actor, verb="quiz.print_paper", on=contest)
    return official_docx(document)


def _by_kind(drawn: Sequence[Drawn]) -> list[Drawn]:
    """The same with the kinds together, numbered through."""
    kinds = list(QuestionKind)
    ordered = sorted(drawn, key=lambda one: kinds.index(QuestionKind(one[1].kind)))
    return [
        (number, question, points, order) for number, (_old, question, points, order) in enumerate(ordered, 1)
    ]


def _questions(drawn: Sequence[Drawn]) -> Iterator[PaperPart]:
    kind = ""
    for number, question, points, order in drawn:
        if question.kind != kind:
            kind = question.kind
            yield Heading(1, str(QuestionKind(kind).label))
        worth = _("%(count)d points") % {"count": points}
        yield Text(f"{number}. {question.text}（{worth}）")
        for letter, place in zip(LETTERS, order, strict=False):
            yield Text(f"{letter}. {question.options[place][0]}")


def _sheet(drawn: Sequence[Drawn]) -> Grid:
    numbers = [str(number) for number, *_rest in drawn]
    rows = []
    for start in range(0, len(numbers), SHEET_COLUMNS):
        part = numbers[start : start + SHEET_COLUMNS]
        rows += [[*part, *[""] * (SHEET_COLUMNS - len(part))], [""] * SHEET_COLUMNS]
    return Grid(tuple(rows[0]), rows[1:], (1,) * SHEET_COLUMNS)


def _key(drawn: Sequence[Drawn]) -> Grid:
    rows = [
        (str(number), _right(question, order), question.explanation)
        for number, question, _points, order in drawn
    ]
    return Grid((_("Number"), _("Right"), _("Explanation")), rows, (1, 3, 6))


def _right(question: PoolQuestion, order: Sequence[int]) -> str:
    if question.kind == QuestionKind.FILL_IN:
        return " / ".join(question.answers)
    if question.kind == QuestionKind.TRUE_FALSE:
        return _("true") if question.is_true else _("false")
    shown = zip(LETTERS, order, strict=False)
    return "".join(letter for letter, place in shown if question.options[place][1])
