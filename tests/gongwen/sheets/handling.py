"""What happens to a form on its way: rows added, labels typed anew, tables pasted elsewhere."""

from __future__ import annotations

import copy
import re
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from gongwen.read.convert import program

NOTE = "此行为填报单位自行增加"


def docx_with_row(data: bytes) -> bytes:
    """The last row of the first table once more, its answers replaced by a note."""
    document = docx.Document(BytesIO(data))
    row = document.tables[0].rows[-1]._tr
    new = copy.deepcopy(row)
    for control in new.iter(qn("w:sdtPr")):
        for shown in control.findall(qn("w:showingPlcHdr")):
            control.remove(shown)
    texts = list(new.iter(qn("w:t")))
    for node in texts:
        node.text = ""
    if texts:
        texts[-1].text = NOTE
    row.addnext(new)
    return _saved(document)


def docx_retyped(data: bytes, other: dict[str, str]) -> bytes:
    document = docx.Document(BytesIO(data))
    wanted = {re.sub(r"\s", "", label): typed for label, typed in other.items()}
    for paragraph in document.element.body.iter(qn("w:p")):
        runs = list(paragraph.iterchildren(qn("w:r")))
        text = "".join(node.text or "" for run in runs for node in run.iter(qn("w:t")))
        typed = wanted.get(re.sub(r"\s", "", text))
        if typed:
            nodes = [node for run in runs for node in run.iter(qn("w:t"))]
            nodes[0].text = typed
            for node in nodes[1:]:
                node.text = ""
    return _saved(document)


def docx_pasted(data: bytes) -> bytes:
    """Everything of the form, copied into a new document under a letter."""
    source = docx.Document(BytesIO(data))
    target = docx.Document()
    for line in ("各位老师：", "现将填好的表格发上，请查收。"):
        target.add_paragraph(line)
    end = target.element.body[-1]
    for node in source.element.body:
        if node.tag != qn("w:sectPr"):
            end.addprevious(copy.deepcopy(node))
    return _saved(target)


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_with_row(data: bytes) -> bytes:
    """A row below everything, with a note."""
    book = load_workbook(BytesIO(data))
    sheet: Any = book.worksheets[0]
    sheet.cell(sheet.max_row + 1, 1, NOTE)
    return _stored(book)


def xlsx_retyped(data: bytes, other: dict[str, str]) -> bytes:
    book = load_workbook(BytesIO(data))
    wanted = {re.sub(r"\s", "", label): typed for label, typed in other.items()}
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            typed = wanted.get(re.sub(r"\s", "", str(cell.value or "")))
            if typed:
                cell.value = typed  # type: ignore[union-attr]
    return _stored(book)


def xlsx_pasted(data: bytes) -> bytes:
    """The cells with their merges, two columns and three rows further in a new workbook, without names."""
    source: Any = load_workbook(BytesIO(data)).worksheets[0]
    book = Workbook()
    target: Any = book.active
    target.cell(1, 1, "您好，表格粘贴如下，请查收。")
    for row in source.iter_rows():
        for cell in row:
            if not hasattr(cell, "column_letter"):
                continue
            new = target.cell(cell.row + 3, cell.column + 2, cell.value)
            new.border = copy.copy(cell.border)
            new.number_format = cell.number_format
    for merged in source.merged_cells.ranges:
        left, top, right, bottom = range_boundaries(str(merged))
        first, last = get_column_letter(left + 2), get_column_letter(right + 2)
        target.merge_cells(f"{first}{top + 3}:{last}{bottom + 3}")
    return _stored(book)


def _stored(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def saved_by_libreoffice(files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    """Many files opened and saved again, docx through odt and xlsx through ods, in two calls."""
    between = {"docx": "odt", "xlsx": "ods"}[ending]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, data in files.items():
            (place / f"{name}.{ending}").write_bytes(data)
        _convert(place, ending, between)
        _convert(place, between, ending)
        return {name: (place / "out" / f"{name}.{ending}").read_bytes() for name in files}


def _convert(place: Path, source: str, target: str) -> None:
    out = place / ("out" if source in ("odt", "ods") else "")
    names = sorted(str(path) for path in place.glob(f"*.{source}"))
    command = [
        str(program()),
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", target, "--outdir", str(out)),
        *names,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
