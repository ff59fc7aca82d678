"""A judge's table to be filled in without a connection, and reading it back row by row."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.calls.actions.scoring import Marks, finish_score, keep_score
from quanjing.calls.enums import ScoreState
from quanjing.calls.models import Criterion, Judge, Score
from quanjing.calls.queries.blind import titles
from quanjing.calls.queries.judges import allotted_to, open_rounds
from quanjing.files.actions import sheets_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, QuanjingError

HEAD_WITHIN = 5  # rows in which the heads must stand
CODE, FEEDBACK, NOTE = 0, -2, -1  # places of columns


@dataclass(slots=True)
class TableRead:
    """How many rows were finished, how many kept as begun, and what was wrong, each with its row."""

    finished: int = 0
    kept: int = 0
    problems: list[Problem] = field(default_factory=list)


def own_scores(actor: Actor, judge: Judge) -> list[Score]:
    """What a judge still may score, in the order of the numbers."""
    rounds = open_rounds(judge.panel.call_id)
    found = allotted_to(actor).filter(judge=judge, round__in=rounds)
    return list(found.order_by("round", "application__blind"))


def score_table(*, actor: Actor, judge: Judge) -> bytes:
    """An xlsx with a row for each application and a column for each criterion; points as they stand."""
    criteria = _criteria(judge)
    scores = own_scores(actor, judge)
    names = titles(scores)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Scores"))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, head in enumerate(_heads(criteria)):
        sheet.write_string(0, place, head, bold)
    for row, score in enumerate(scores, start=1):
        texts = [score.code, str(score.application.blind or ""), names[score.application_id]]
        texts += [score.points.get(str(one.pk), "") for one in criteria]
        for place, text in enumerate([*texts, score.feedback, score.note]):
            sheet.write_string(row, place, text)
    for place, one in enumerate(criteria, start=3):
        limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": one.most}
        sheet.data_validation(1, place, max(len(scores), 1), place, limits)
    sheet.set_column(0, 1, 10)
    sheet.set_column(2, len(criteria) + 4, 22)
    sheet.freeze_panes(1, 3)
    book.close()
    return out.getvalue()


@transaction.atomic
def take_table(*, actor: Actor, judge: Judge, data: bytes) -> TableRead:
    """Take over what stands in a filled table: full rows are finished, others kept. All or nothing of a row.

    A row whose points cannot be right changes nothing and is named. Raises `Invalid` for another file.
    """
    criteria = _criteria(judge)
    own = {score.code: score for score in own_scores(actor, judge)}
    read = TableRead()
    for number, cells in _rows(data, criteria):
        score = own.get(cells[CODE].strip())
        if score is None:
            words = _("Row %(row)d: this application is not yours, or its round is closed.")
            read.problems.append(Problem(str(number), words % {"row": number}))
        else:
            _take_row(actor, score, number, cells, criteria, read)
    return read


def _take_row(
    actor: Actor, score: Score, number: int, cells: list[str], criteria: list[Criterion], read: TableRead
) -> None:
    points = {one.pk: cells[3 + place].strip() for place, one in enumerate(criteria)}
    marks = Marks(points, cells[FEEDBACK], cells[NOTE])
    if not any(points.values()) or _is_same(score, marks):
        return
    if score.state == ScoreState.DONE and not all(points.values()):
        words = _("Row %(row)d: %(what)s")
        lacking = _("points are missing for what is finished already.")
        read.problems.append(Problem(str(number), words % {"row": number, "what": lacking}))
        return
    try:
        with transaction.atomic():
            if all(points.values()):
                finish_score(actor=actor, score=score, marks=marks, version=score.version)
                read.finished += 1
            else:
                keep_score(actor=actor, score=score, marks=marks, version=score.version)
                read.kept += 1
    except Invalid as error:
        for one in error.problems:
            words = _("Row %(row)d: %(what)s")
            read.problems.append(Problem(str(number), words % {"row": number, "what": one.message}))
    except QuanjingError as error:
        words = _("Row %(row)d: %(what)s")
        read.problems.append(Problem(str(number), words % {"row": number, "what": str(error)}))


def _is_same(score: Score, marks: Marks) -> bool:
    """Whether a finished row stands as it was given out."""
    points = {str(key): text for key, text in marks.points.items()}
    same = (score.points, score.feedback, score.note) == (points, marks.feedback.strip(), marks.note.strip())
    return score.state == ScoreState.DONE and same


def _rows(data: bytes, criteria: list[Criterion]) -> list[tuple[int, list[str]]]:
    """The rows below the heads, each as long as the heads. Raises `Invalid`."""
    heads = _heads(criteria)
    for rows in sheets_of(data):
        for place, (_number, cells) in enumerate(rows[:HEAD_WITHIN]):
            if [cell.strip() for cell in cells] == heads:
                width = len(heads)
                return [(number, (texts + [""] * width)[:width]) for number, texts in rows[place + 1 :]]
    raise Invalid([Problem("file", _("The columns are not those of the table that was given out."))])


def _heads(criteria: list[Criterion]) -> list[str]:
    points = [f"{one.name} (0–{one.most})" for one in criteria]
    return [
        _("Code"),
        _("Number"),
        _("Title"),
        *points,
        _("Feedback to the applicant"),
        _("Note to the desk"),
    ]


def _criteria(judge: Judge) -> list[Criterion]:
    return list(Criterion.objects.filter(call=judge.panel.call_id).order_by("position"))
