"""Sheets as Word and Excel files: with what is known, typed and offered filled in, and a signed reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.errors import FormlessDocument, GongwenError, RoomlessForm
from gongwen.facade import Template, draw_sheet_docx, draw_sheet_xlsx, fill_sheet_docx, fill_sheet_xlsx
from gongwen.facade import sheet_template_on as template_on
from quanjing.foundation import clock
from quanjing.notify.rules import FormReference, form_reference, signed
from quanjing.sheets.rules import is_known
from quanjing.submissions.models import Report
from quanjing.submissions.queries import BlockPlace, Offers, ReportPage, offers_of
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.queries.papers import TASK, Paper, keys_of, sheet_of, whole_sheet
from quanjing.submissions.rules import Mode, drafts_of, mode_of
from quanjing.submissions.rules.answers import BlockDraft, Row

DOCX, XLSX = "docx", "xlsx"
Rows = dict[str, list[dict[str, str]]]
_FILL = {DOCX: fill_sheet_docx, XLSX: fill_sheet_xlsx}
_DRAW = {DOCX: draw_sheet_docx, XLSX: draw_sheet_xlsx}


@dataclass(frozen=True, slots=True)
class MadePaper:
    data: bytes
    is_issuers: bool  # written into the issuer's own paper, not drawn


def filled_paper(page: ReportPage, paper: Paper, format: str, *, blank: bool = False) -> MadePaper:
    """The paper of a page with the known facts, the draft and what is offered from earlier answers.

    The issuer's own paper is used where it was kept in this format and has room for every row. Reads only:
    what is known of the own body is nothing new to it, so no entry in the record.

    Args:
        format: docx or xlsx.
        blank: for writing by hand: only the known facts stand in it.
    """
    values = values_of(page, paper, blank=blank)
    reference, mark = reference_of_paper(paper), mark_of(paper)
    own = issuers_blank(paper, format)
    if own is not None:
        try:
            data = _FILL[format](own, sheet=whole_sheet(paper), values=values, reference=reference, mark=mark)
        except (RoomlessForm, FormlessDocument):
            pass  # a paper of our own has room
        else:
            return MadePaper(data, is_issuers=True)
    language = (get_language() or "zh")[:2]
    data = _DRAW[format](
        sheet_of(paper), values=values, reference=reference, mark=mark, language=language, by_hand=blank
    )
    return MadePaper(data, is_issuers=False)


def issuers_blank(paper: Paper, format: str) -> bytes | None:
    """The issuer's own paper, where it was kept in this format."""
    kept = paper.template.blank if paper.template else None
    if kept is None or kept.format != format:
        return None
    with default_storage.open(kept.place) as stored:
        data: bytes = stored.read()
    return data


def printed_template(paper: Paper, format: str) -> Template | None:
    """What the blank paper prints, to tell it from answers; None where no paper can be made."""
    own = issuers_blank(paper, format)
    try:
        if own is not None:
            return template_on(own, name=f"blank.{format}", sheet=whole_sheet(paper))
        drawn = _DRAW[format](sheet_of(paper), values={}, language=(get_language() or "zh")[:2])
        return template_on(drawn, name=f"blank.{format}", sheet=sheet_of(paper))
    except GongwenError:
        return None


def reference_of_paper(paper: Paper) -> str:
    """The signed reference of its assignments, its sheet and the sheet's version."""
    codes = tuple(part.assignment.code for part in paper.parts)
    template = paper.template
    form = FormReference(codes, template.code if template else "", template.version if template else 0)
    return form_reference(form)


def mark_of(paper: Paper) -> str:
    """What is printed at the foot: the signed code of its first assignment, in capitals for a recognizer."""
    return signed(paper.parts[0].assignment.code).upper()


def values_of(page: ReportPage, paper: Paper, *, blank: bool = False) -> Rows:
    """The values by the keys of the paper's sheet: known facts, then what was typed, then offers."""
    report = page.report or Report()
    offers = Offers() if blank else offers_of(page)
    values: Rows = {}
    for (block, key), one in keys_of(paper).header.items():
        if is_known(one.field, page.known):
            assert one.field.meaning is not None
            value: object = page.known[one.field.meaning.fact].value
        elif blank:
            continue
        else:
            offered = offers.fields.get(f"header.{one.key}")
            value = report.header.get(one.key) or (offered.value if offered else "")
        values.setdefault(block, [{}])[0][key] = as_text(value)
    if blank:
        return values
    drafts = drafts_of(page, report.draft)
    for block, place in keys_of(paper).blocks.items():
        draft = _sent_back(page, place, report) or drafts.get(place.key, BlockDraft())
        rows = list(_rows(page, place, draft, offers, dropped=place.key in report.dropped))
        if rows:
            values[block] = rows
    return values


def _sent_back(page: ReportPage, place: BlockPlace, report: Report) -> BlockDraft | None:
    """What was sent of an item that was sent back in parts, with the corrections so far."""
    parts = [page.part(code) for code in place.tasks]
    now = clock.now()
    if any(mode_of(part, now) is not Mode.CORRECT for part in parts):
        return None
    rows = [
        Row(part.code, {**entry.values, **report.corrections.get(entry.code, {})})
        for part in parts
        for entry in (part.base.entries.all() if part.base else ())
        if entry.block_id == place.block.pk
    ]
    return BlockDraft(rows=tuple(rows)) if rows else None


def _rows(
    page: ReportPage, place: BlockPlace, draft: BlockDraft, offers: Offers, *, dropped: bool
) -> Iterator[dict[str, str]]:
    typed = [row for row in draft.rows if not row.is_blank]
    if draft.none and not typed:
        first = next(iter(place.block.fields.all()))
        yield {first.key: _("none")}
        return
    offered = offers.rows.get(place.key)
    if not typed and offered is not None and not dropped:
        typed = [Row("", dict(values)) for values in offered.rows]
    own = _offered_fields(place, offers)
    if not typed and own:
        typed = [Row("", {})]
    files = {field.key for field in place.block.fields.all() if field.type in FILE_TYPES}
    for row in typed:
        told = {key: as_text(value) for key, value in row.values.items() if key not in files}
        values = {key: as_text(value) for key, value in own.items()} | {k: v for k, v in told.items() if v}
        if row.task and place.is_shared:
            values[TASK] = page.part(row.task).task.name
        yield values


def _offered_fields(place: BlockPlace, offers: Offers) -> dict[str, object]:
    if place.block.repeat:
        return {}
    start = f"{place.key}."
    return {at.removeprefix(start): one.value for at, one in offers.fields.items() if at.startswith(start)}
