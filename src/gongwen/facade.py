"""The engine's only door: bytes or text in, a notice out; values in, Word, Excel and PDF files out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from gongwen.errors import DamagedDocument, EmptyDocument
from gongwen.extract.again import FACTS as REREADABLE
from gongwen.extract.again import read_again
from gongwen.extract.data import fact_as_json, notice_as_json
from gongwen.extract.notice import understand
from gongwen.model import (
    Document,
    Line,
    Notice,
    Options,
    Span,
    Table,
)
from gongwen.read import FileKind, examine, read_document
from gongwen.read.charset import decode
from gongwen.read.lines import split_lines

if TYPE_CHECKING:
    from gongwen.check import Deviation, LayoutReport, Place, check_layout
    from gongwen.read.letter import Address, Enclosure, Letter, LetterKind, head_of, identity_of, read_letter
    from gongwen.read.letter_words import NO_REPLY, without_prefixes
    from gongwen.read.stamp import reference_of
    from gongwen.render import (
        Chapter,
        Column,
        FactLine,
        Link,
        ManifestEntry,
        ManifestTotals,
        PaperTable,
        Paragraph,
        Part,
        Picture,
        Row,
        SourceNote,
        Sum,
        TableData,
        Value,
        Volume,
        Workbook,
        Worksheet,
        blank_sheet_docx,
        blank_sheet_xlsx,
        file_name,
        write_manifest,
        write_paper_table,
        write_volume,
        write_workbook,
    )
    from gongwen.render.archive import Archive
    from gongwen.render.excel import LEFT_BEHIND
    from gongwen.render.official.drafting import document_from
    from gongwen.render.official.fonts import Substitute
    from gongwen.render.official.from_values import facts_from
    from gongwen.render.official.pdf import Composed, official_pdf
    from gongwen.render.official.volume import volume_pdf
    from gongwen.render.official.word import official_docx, write_official
    from gongwen.render.page_pictures import PagePictures, pdf_pictures
    from gongwen.sheets.data import answers_as_json, sheet_as_json
    from gongwen.sheets.doors import (
        draw_sheet_docx,
        draw_sheet_xlsx,
        fill_sheet_docx,
        fill_sheet_xlsx,
        read_filled_sheet,
        read_filled_sheets,
        read_scanned_sheets,
        read_sheet_template,
        sheet_blanks,
        sheet_template,
        sheet_template_from_json,
        sheet_template_on,
    )
    from gongwen.sheets.kept import Blank
    from gongwen.sheets.model import Answer, Answers, Template
    from gongwen.sheets.summary import (
        SummaryLayout,
        fill_summary_xlsx,
        match_columns,
        read_summary_xlsx,
        summary_as_json,
        summary_from_json,
    )
    from gongwen.sheets.totals import parts_of_totals
else:

    def __getattr__(name):
        # Drawing and mails are loaded by who needs them: reading a notice must not wait for it.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOMES.get(name, "gongwen.render")), name)


# What `gongwen.render` does not load itself, by the module that it is loaded from.
_HOMES = {
    "Address": "gongwen.read.letter",
    "Answer": "gongwen.sheets.model",
    "Answers": "gongwen.sheets.model",
    "Archive": "gongwen.render.archive",
    "Composed": "gongwen.render.official.pdf",
    "Deviation": "gongwen.check",
    "Enclosure": "gongwen.read.letter",
    "LEFT_BEHIND": "gongwen.render.excel",
    "LayoutReport": "gongwen.check",
    "Letter": "gongwen.read.letter",
    "LetterKind": "gongwen.read.letter",
    "NO_REPLY": "gongwen.read.letter_words",
    "PagePictures": "gongwen.render.page_pictures",
    "Place": "gongwen.check",
    "Substitute": "gongwen.render.official.fonts",
    "Template": "gongwen.sheets.model",
    "answers_as_json": "gongwen.sheets.data",
    "check_layout": "gongwen.check",
    "document_from": "gongwen.render.official.drafting",
    "draw_sheet_docx": "gongwen.sheets.doors",
    "draw_sheet_xlsx": "gongwen.sheets.doors",
    "facts_from": "gongwen.render.official.from_values",
    "fill_sheet_docx": "gongwen.sheets.doors",
    "fill_sheet_xlsx": "gongwen.sheets.doors",
    "head_of": "gongwen.read.letter",
    "identity_of": "gongwen.read.letter",
    "official_docx": "gongwen.render.official.word",
    "official_pdf": "gongwen.render.official.pdf",
    "pdf_pictures": "gongwen.render.page_pictures",
    "read_filled_sheet": "gongwen.sheets.doors",
    "Blank": "gongwen.sheets.kept",
    "read_filled_sheets": "gongwen.sheets.doors",
    "read_scanned_sheets": "gongwen.sheets.doors",
    "sheet_blanks": "gongwen.sheets.doors",
    "sheet_template_on": "gongwen.sheets.doors",
    "read_letter": "gongwen.read.letter",
    "read_sheet_template": "gongwen.sheets.doors",
    "reference_of": "gongwen.read.stamp",
    "sheet_as_json": "gongwen.sheets.data",
    "sheet_template": "gongwen.sheets.doors",
    "sheet_template_from_json": "gongwen.sheets.doors",
    "SummaryLayout": "gongwen.sheets.summary",
    "fill_summary_xlsx": "gongwen.sheets.summary",
    "match_columns": "gongwen.sheets.summary",
    "read_summary_xlsx": "gongwen.sheets.summary",
    "summary_as_json": "gongwen.sheets.summary",
    "summary_from_json": "gongwen.sheets.summary",
    "parts_of_totals": "gongwen.sheets.totals",
    "volume_pdf": "gongwen.render.official.volume",
    "without_prefixes": "gongwen.read.letter_words",
    "write_official": "gongwen.render.official.word",
}
__all__ = [
    "LEFT_BEHIND",
    "NO_REPLY",
    "REREADABLE",
    "Address",
    "Answer",
    "Answers",
    "Archive",
    "Blank",
    "Chapter",
    "Column",
    "Composed",
    "Deviation",
    "Enclosure",
    "FactLine",
    "FileKind",
    "LayoutReport",
    "Letter",
    "LetterKind",
    "Link",
    "ManifestEntry",
    "ManifestTotals",
    "Options",
    "PagePictures",
    "PaperTable",
    "Paragraph",
    "Part",
    "Picture",
    "Place",
    "Row",
    "SourceNote",
    "Substitute",
    "Sum",
    "SummaryLayout",
    "TableData",
    "Template",
    "Value",
    "Volume",
    "Workbook",
    "Worksheet",
    "answers_as_json",
    "blank_sheet_docx",
    "blank_sheet_xlsx",
    "check_layout",
    "decoded_text",
    "document_from",
    "draw_sheet_docx",
    "draw_sheet_xlsx",
    "examine",
    "facts_from",
    "file_name",
    "fill_sheet_docx",
    "fill_sheet_xlsx",
    "fill_summary_xlsx",
    "head_of",
    "identity_of",
    "match_columns",
    "notice_as_json",
    "notices_as_csv",
    "notices_as_ics",
    "notices_as_xlsx",
    "official_docx",
    "official_pdf",
    "parts_of_totals",
    "pdf_pictures",
    "read_fact",
    "read_filled_sheet",
    "read_filled_sheets",
    "read_letter",
    "read_notice",
    "read_rows",
    "read_scanned_sheets",
    "read_sheet_template",
    "read_summary_xlsx",
    "read_text",
    "reference_of",
    "sheet_as_json",
    "sheet_blanks",
    "sheet_template",
    "sheet_template_from_json",
    "sheet_template_on",
    "summary_as_json",
    "summary_from_json",
    "text_of",
    "volume_pdf",
    "without_prefixes",
    "write_manifest",
    "write_official",
    "write_paper_table",
    "write_volume",
    "write_workbook",
]

_DEFAULT = Options()


def read_notice(data: bytes, *, name: str, options: Options = _DEFAULT) -> Notice:
    """Read one file as a notice.

    Args:
        data: the file's bytes.
        name: its name; only the ending counts.
        options: limits, and the date whose year is taken where the notice gives none.

    Raises:
        GongwenError: the file is empty, damaged, encrypted, too large, of another kind than its
            name says, classified, or holds no text; the subclass says which.
    """
    return understand(read_document(data, name, options), options)


def read_text(text: str, options: Options = _DEFAULT) -> Notice:
    """Read pasted text as a notice; tabs divide the cells of a table's row, invisible signs are dropped.

    Raises:
        EmptyDocument: nothing but white space.
    """
    if not text.strip():
        raise EmptyDocument
    return understand(Document("txt", tuple(map(Line, split_lines(text)))), options)


def read_rows(data: bytes, *, name: str, options: Options = _DEFAULT) -> list[list[tuple[int, list[str]]]]:
    """The tables of a workbook as rows of texts: for each worksheet (row number from 1, its cells).

    Rows in which nothing stands are left out, empty cells are "".

    Raises:
        GongwenError: as `read_notice`.
    """
    tables = (part for part in read_document(data, name, options).parts if isinstance(part, Table))
    return [_rows_of(table) for table in tables]


def _rows_of(table: Table) -> list[tuple[int, list[str]]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        if cell.text:
            rows.setdefault(cell.row, {})[cell.column] = cell.text
    return [
        (row + 1, [texts.get(column, "") for column in range(max(texts) + 1)])
        for row, texts in sorted(rows.items())
    ]


def text_of(data: bytes, *, name: str, options: Options = _DEFAULT) -> str:
    """The lines and cells of one file as plain text, in reading order. Raises as `read_notice`."""
    parts = read_document(data, name, options).parts
    cells = (part.cells if isinstance(part, Table) else (part,) for part in parts)
    return "\n".join(one.text for group in cells for one in group if one.text.strip())


def decoded_text(data: bytes) -> str:
    """The text of bytes in the encoding of their mark, or the one that reads best; nothing is replaced.

    Raises:
        DamagedDocument: no encoding fits every byte.
    """
    text, _encoding = decode(data)
    if "\ufffd" in text:
        raise DamagedDocument
    return text


def notices_as_csv(named: Iterable[tuple[str, Notice]], language: str = "zh") -> bytes:
    """The tasks of notices, each with the name of its file, as a table for a spreadsheet: one row a task.

    UTF-8 with a mark at the start; no cell can be taken for a formula. `language` is that of the labels.
    """
    from gongwen.render.facts import tasks_as_csv

    return tasks_as_csv(named, language)


def notices_as_xlsx(named: Iterable[tuple[str, Notice]], language: str = "zh") -> bytes:
    """The tasks, contacts and frames of notices as a workbook of three sheets, dates as dates."""
    from gongwen.render.facts import facts_as_xlsx

    return facts_as_xlsx(named, language)


def notices_as_ics(
    named: Iterable[tuple[str, Notice]], language: str = "zh", start: date | None = None
) -> bytes:
    """The deadlines of notices as a calendar, the same bytes for the same notices.

    A rhythm starts at the date of issue, else at `start`. A deadline without a day of its own (bound
    to an event, open, or a rhythm with nothing to start from) is left out.
    """
    from gongwen.render.facts_calendar import deadlines_as_ics

    return deadlines_as_ics(named, language, start)


_LISTS = frozenset({"issuers", "addressees", "contacts", "attachments", "responsible", "deliverables"})


def read_fact(
    text: str, fact: str, span: Span, *, issued_on: date | None = None, options: Options = _DEFAULT
) -> dict[str, object] | None:
    """Read one fact anew from a marked passage of a notice's text (`Notice.text`).

    Args:
        text: the cleaned text of the notice.
        fact: one of `REREADABLE`; issuers, addressees, contacts, attachments, responsible and
            deliverables are lists, the others single values.
        span: the marked passage.
        issued_on: the notice's date where a person corrected it; else the text says it.
        options: `reference_date` counts where the notice gives no year.

    Returns:
        {"value": as `notice_as_json` writes that fact, "spans": where it stands}; None where the
        passage holds no such thing.

    Raises:
        KeyError: no such fact.
    """
    found = read_again(text, fact, span, options, issued_on)
    if not found:
        return None
    values = [fact_as_json(one.value) for one in found]
    is_list = fact in _LISTS
    spans = list(dict.fromkeys(one.span for one in found))
    return {
        "value": values if is_list else values[0],
        "spans": [list(one) for one in (spans if is_list else spans[:1])],
    }
