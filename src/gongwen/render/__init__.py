"""Rendering: frozen values in, Word and Excel files out; the same values give the same bytes."""

from gongwen.render.blank import blank_sheet_docx
from gongwen.render.blank_excel import blank_sheet_xlsx
from gongwen.render.data import (
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
)
from gongwen.render.form import write_paper_table
from gongwen.render.manifest import write_manifest
from gongwen.render.names import file_name, name_key
from gongwen.render.strings import Strings, strings
from gongwen.render.table import write_workbook
from gongwen.render.volume import write_volume

__all__ = [
    "Chapter",
    "Column",
    "FactLine",
    "Link",
    "ManifestEntry",
    "ManifestTotals",
    "PaperTable",
    "Paragraph",
    "Part",
    "Picture",
    "Row",
    "SourceNote",
    "Strings",
    "Sum",
    "TableData",
    "Value",
    "Volume",
    "Workbook",
    "Worksheet",
    "blank_sheet_docx",
    "blank_sheet_xlsx",
    "file_name",
    "name_key",
    "strings",
    "write_manifest",
    "write_paper_table",
    "write_volume",
    "write_workbook",
]
