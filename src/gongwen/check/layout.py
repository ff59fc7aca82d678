"""All rules over one file."""

from __future__ import annotations

from gongwen.check.end_rules import end_rules
from gongwen.check.head_rules import head_rules
from gongwen.check.page_rules import page_rules
from gongwen.check.reading import read_paper
from gongwen.check.report import LayoutReport, gathered
from gongwen.check.roles import parts_of
from gongwen.check.text_rules import text_rules
from gongwen.errors import EmptyDocument, TextlessDocument, UnsupportedDocument
from gongwen.model import Options
from gongwen.read import examine

_DEFAULT = Options()


def check_layout(data: bytes, *, name: str = "", options: Options = _DEFAULT) -> LayoutReport:
    """Measure a docx against the standard.

    Args:
        data: the whole file.
        name: its name; only the ending counts.
        options: limits for unfolding it.

    Raises:
        GongwenError: no docx, empty, damaged, encrypted or expanding; the subclass says which.
    """
    if not data:
        raise EmptyDocument()
    kind = examine(data, name or "a.docx", options)
    if kind.format != "docx":
        raise UnsupportedDocument(format=kind.format)
    paper = read_paper(data, options)
    if not any(one.text for one in paper.paragraphs):
        raise TextlessDocument()
    parts = parts_of(paper)
    found = [*page_rules(parts), *head_rules(parts), *text_rules(parts), *end_rules(parts)]
    return LayoutReport(gathered(found), sum(1 for one in paper.paragraphs if one.text))
