"""The register of a year on paper: as a workbook, and as a table in the official layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Column, Row, Workbook, Worksheet, official_docx, write_workbook
from gongwen.model import FieldType
from gongwen.official import Form, Grid, OfficialDocument
from quanjing.audit.actions import record
from quanjing.documents.actions.numbering import words_of
from quanjing.documents.models import Number, Series
from quanjing.documents.queries import numbers_of
from quanjing.documents.rules import can_see
from quanjing.documents.rules import wording as words
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied


def workbook(*, actor: Actor, series: Series, year: int, out: BinaryIO) -> None:
    """Write every number of a year, in order, as xlsx to `out`. Raises `Denied` for another body's series."""
    _need(actor, series)
    columns = (
        Column(_("Document number"), width_hint=12),
        Column(_("Title"), width_hint=30),
        Column(_("Date"), FieldType.DATE, 8),
        Column(_("State"), width_hint=6),
        Column(_("Reason"), width_hint=16),
        Column(_("Taken by"), width_hint=8),
    )
    title = _heading(series, year)
    sheet = Worksheet(str(year), title, columns, _rows(series, year))
    write_workbook(out, Workbook(title, (sheet,), get_language() or ""))
    _recorded(actor, series, year, "xlsx")


def official_table(*, actor: Actor, series: Series, year: int) -> bytes:
    """The same as a Word file in the official layout, in Chinese. Raises `Denied` as `workbook`."""
    _need(actor, series)
    rows = [
        (
            words_of(one),
            one.title,
            words.day_words(one.dated_on),
            words.VOID if one.is_void else words.IN_FORCE,
            one.reason or ("" if one.document_id else words.ON_PAPER),
        )
        for one in numbers_of(series, year)
    ]
    grid = Grid(words.REGISTER_COLUMNS, rows, (7, 16, 6, 3, 6))
    document = OfficialDocument(Form.TABLE, _heading(series, year), parts=(grid,))
    _recorded(actor, series, year, "docx")
    return official_docx(document)


def _heading(series: Series, year: int) -> str:
    return words.REGISTER_TITLE.format(year=year, prefix=series.prefix)


def _rows(series: Series, year: int) -> Iterator[Row]:
    for one in numbers_of(series, year):
        yield _row(one)


def _row(one: Number) -> Row:
    state = str(one.get_state_display())
    return (words_of(one), one.title, one.dated_on, state, one.reason, one.taken_name)


def _need(actor: Actor, series: Series) -> None:
    if not can_see(actor) or series.organization_id != actor.organization_id:
        raise Denied


def _recorded(actor: Actor, series: Series, year: int, form: str) -> None:
    record(actor=actor, verb="documents.export_register", on=series, detail={"year": year, "form": form})
