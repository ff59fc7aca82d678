"""Typing into a downloaded sheet as a person does in Word and Excel."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn


def into_docx(data: bytes, values: Mapping[tuple[str, int], str]) -> bytes:
    """Write into content controls: (end of the tag, which of those with it from 0) -> text."""
    paper = docx.Document(BytesIO(data))
    controls = list(paper.element.body.iter(qn("w:sdt")))
    for (ending, number), text in values.items():
        found = [one for one in controls if _tag(one).endswith(ending)]
        _write(found[number], text)
    return _saved(paper)


def into_xlsx(data: bytes, values: Mapping[str, object]) -> bytes:
    """Write into named cells: end of the name -> value."""
    book = openpyxl.load_workbook(BytesIO(data))
    for ending, value in values.items():
        [name] = [one for one in book.defined_names if one.endswith(ending)]
        [(sheet, cell)] = book.defined_names[name].destinations
        book[sheet][cell.replace("$", "")] = value
    return _saved(book)


def tags(data: bytes) -> list[str]:
    """The tags of all content controls in their order."""
    paper = docx.Document(BytesIO(data))
    return [_tag(one) for one in paper.element.body.iter(qn("w:sdt"))]


def texts_in(data: bytes) -> list[str]:
    """Every run's text of the body, also inside of controls."""
    paper = docx.Document(BytesIO(data))
    return [node.text or "" for node in paper.element.body.iter(qn("w:t"))]


def footers(data: bytes) -> str:
    paper = docx.Document(BytesIO(data))
    return "\n".join(one.text for section in paper.sections for one in section.footer.paragraphs)


def _tag(control: Any) -> str:
    node = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if node is None else str(node.get(qn("w:val")))


def _write(control: Any, text: str) -> None:
    properties = control.find(qn("w:sdtPr"))
    prompt = properties.find(qn("w:showingPlcHdr"))
    if prompt is not None:
        properties.remove(prompt)
    first, *rest = control.iter(qn("w:t"))
    first.text = text
    for node in rest:
        node.text = ""


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()
