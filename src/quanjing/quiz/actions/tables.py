"""The blank workbook for questions, and results as a table."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.quiz.formats import BLANK
from quanjing.quiz.models import Contest
from quanjing.quiz.queries import ranking, units_that_took_part
from quanjing.quiz.rules import need_keeper

WIDTHS = (10, 48, 18, 18, 18, 18, 16, 12, 8, 30, 20)


def blank_table() -> bytes:
    """A workbook with the heads that are understood and one example of each kind of question."""
    return _workbook([(_("Question banks"), BLANK)], WIDTHS)


def results_table(*, actor: Actor, contest: Contest) -> bytes:
    """Results in their order, and how many of each unit took part; leaves an entry in the record.

    Raises `Denied` for anyone but the keepers, `WrongState` while the contest runs.
    """
    need_keeper(actor, contest.organization_id)
    if not contest.is_over(clock.now()):
        raise WrongState(_("There are results when the contest is over."))
    heads = (_("Standing"), _("Name shown"), _("Score"), _("Seconds"))
    rows: list[tuple[object, ...]] = [heads]
    rows += [(one.place, one.display_name, one.score, one.seconds) for one in ranking(contest)]
    units: list[tuple[object, ...]] = [(_("Unit"), _("Took part"))]
    units += [(body.name, count) for body, count in units_that_took_part(contest)]
    record(actor=actor, verb="quiz.results", on=contest)
    return _workbook([(_("Results"), rows), (_("Units"), units)], (8, 24, 10, 10))


def _workbook(sheets: Sequence[tuple[str, Sequence[Sequence[object]]]], widths: Sequence[int]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for place, width in enumerate(widths):
                sheet.set_column(place, place, width)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, bold if number == 0 else None)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
