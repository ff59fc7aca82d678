"""Old office files, read through LibreOffice where it is installed."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from tests.gongwen.makers import text_to_docx
from tests.gongwen.read.packages import compound_file, label

from gongwen.errors import (
    ClassifiedDocument,
    EncryptedDocument,
    MissingConverter,
    UnconvertibleDocument,
)
from gongwen.model import Cell, Line, Options, Table
from gongwen.read import convert, read_document

TEXT = "关于报送的通知\n各学会：\n请于2026年9月15日前报送。\n姓名\t职务\n欧阳霁\t理事长\n以上。"
PROSE = [line for line in TEXT.split("\n") if "\t" not in line]
installed = pytest.mark.skipif(convert.program() is None, reason="LibreOffice is not installed")


def saved_as(data: bytes, ending: str, target: str, folder: Path) -> bytes:
    """`data` as LibreOffice saves it in an older format."""
    source = folder / f"a.{ending}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [convert.program() or "", profile, "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)
    return (folder / f"a.{target.partition(':')[0]}").read_bytes()


def rtf_of(text: str) -> bytes:
    """`text` as WordPad writes it: every character by its number."""
    return (
        b"{\\rtf1\\ansi "
        + "".join(f"\\u{ord(char)}?" if char != "\n" else "\\par " for char in text).encode()
        + b"}"
    )


@installed
@pytest.mark.parametrize("format", ["doc", "odt"])
def test_text_is_read_under_its_own_format(tmp_path: Path, format: str) -> None:
    data = saved_as(text_to_docx(TEXT), "docx", format, tmp_path)
    found = read_document(data, f"a.{format}", Options())
    assert (found.format, found.engine) == (format, "LibreOffice")
    assert [part.text for part in found.parts if isinstance(part, Line) and part.text] == PROSE
    (table,) = (part for part in found.parts if isinstance(part, Table))
    assert [cell.text for cell in table.cells] == ["姓名", "职务", "欧阳霁", "理事长"]


@installed
def test_rich_text_is_read() -> None:
    found = read_document(rtf_of("\n".join(PROSE)), "a.rtf", Options())
    assert (found.format, [part.text for part in found.parts if isinstance(part, Line)]) == ("rtf", PROSE)


@installed
def test_workbook_is_read_under_its_own_format(tmp_path: Path) -> None:
    book, out = Workbook(write_only=True), BytesIO()
    book.create_sheet("名单").append(["姓名", "职务"])
    book.save(out)
    found = read_document(saved_as(out.getvalue(), "xlsx", "xls", tmp_path), "a.et", Options())
    table = Table(1, 2, (Cell("姓名", 0, 0), Cell("职务", 0, 1)))
    assert (found.format, found.parts) == ("et", (Line("名单", heading=1), table))


@installed
def test_mark_in_a_header_is_found_once_converted(tmp_path: Path) -> None:
    document, out = docx.Document(), BytesIO()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "机密★1年"
    document.save(out)
    data = saved_as(out.getvalue(), "docx", "doc", tmp_path)
    with pytest.raises(ClassifiedDocument):
        read_document(data, "a.doc", Options())


@installed
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", compound_file({"WordDocument": bytes(5000)})),
        ("a.xls", compound_file({"Workbook": bytes(5000)})),
    ],
    ids=label,
)
def test_file_that_libreoffice_refuses_is_named(name: str, data: bytes) -> None:
    with pytest.raises(UnconvertibleDocument):
        read_document(data, name, Options())


def test_locked_file_never_reaches_the_converter() -> None:
    locked = compound_file({"WordDocument": b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(4988)})
    with pytest.raises(EncryptedDocument):
        read_document(locked, "a.doc", Options(convert=False))


def test_converter_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "program", lambda: None)
    with pytest.raises(MissingConverter) as refusal:
        convert.to_office(b"x", "doc", Options())
    assert "docx" in refusal.value.message("zh")


def test_converter_that_may_not_be_asked_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "program", lambda: "/bin/false")
    with pytest.raises(MissingConverter):
        convert.to_office(b"x", "doc", Options(convert=False))


def test_program_is_found_by_path_then_in_the_usual_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr(convert, "_PLACES", (str(tmp_path / "usual"),))
    assert convert.program() is None
    for folder in ("usual", "empty"):
        stand_in(tmp_path / folder / "soffice", "true")
        assert convert.program() == str(tmp_path / folder / "soffice")


def test_converter_that_hangs_is_ended_with_its_children(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    hanging = stand_in(
        tmp_path / "soffice", f"sleep 600 & echo $! > {child}.new; mv {child}.new {child}; wait"
    )
    monkeypatch.setattr(convert, "program", lambda: hanging)
    monkeypatch.setattr(convert, "_SECONDS", 1)
    with pytest.raises(UnconvertibleDocument):
        convert.to_office(b"x", "doc", Options())
    assert state_of(int(child.read_text())) in {"", "Z"}


def stand_in(path: Path, script: str) -> str:
    """A program that does nothing but `script`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def state_of(process: int) -> str:
    """The state letter of a process, "" where there is none."""
    status = Path(f"/proc/{process}/stat")
    return status.read_text().rpartition(")")[2].split()[0] if status.exists() else ""
