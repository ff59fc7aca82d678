"""What small files may cost in memory: each is read in a process of its own that says how large it grew."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.gongwen.hostile import archives, office, papers, pdfs
from tests.gongwen.hostile.case import Case
from tests.gongwen.hostile.pdfs import content_of
from tests.gongwen.read.packages import docx_of, paragraph, xlsx_of, zip_of

_READ = """
import sys
from gongwen.errors import GongwenError
from gongwen.facade import Options, read_notice
try:
    is_picture = sys.argv[1].endswith("png")  # the recognizer's own memory is not what is measured here
    options = Options(convert=False, recognize=is_picture)
    read_notice(sys.stdin.buffer.read(), name=sys.argv[1], options=options)
    print("read")
except GongwenError as error:
    print(error.code)
import resource
try:
    lines = open("/proc/self/status").read().splitlines()
    peak = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
except OSError:  # not Linux; there the peak of a child begins with its parent's
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(peak)
"""
_MEGABYTES = 400  # the most that any of these takes is half of it


def _made(cases: tuple[Case, ...], what: str) -> Callable[[], bytes]:
    return next(case.make for case in cases if case.what == what)


def _long_table() -> bytes:
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    return docx_of(f"{paragraph('关于报送的通知')}<w:tbl>{row * 30_000}</w:tbl>")


def _many_rows() -> bytes:
    return xlsx_of("".join(f"<row r='{n}'><c r='A{n}'><v>{n}</v></c></row>" for n in range(1, 60_001)))


def _long_page() -> bytes:
    rows = "<tr><td>甲<td>乙" * 60_000
    return f"<!DOCTYPE html><html><body><table>{rows}</table></body></html>".encode()


def _packed(filters: int) -> bytes:
    """A page's content of 80 million blanks, deflated once or twice."""
    content = b" " * 80_000_000
    for _ in range(filters):
        content = zlib.compress(content, 9)
    return content_of(content, b"/Filter [" + b"/FlateDecode " * filters + b"]")


FILES: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "a zip of a ratio of a thousand": (
        "a.zip",
        _made(archives.CASES, "a ratio of a thousand"),
        {"expanding"},
    ),
    "zips in zips in zips": ("a.zip", _made(archives.CASES, "zips in zips in zips"), {"expanding"}),
    "entries that overlap": ("a.zip", _made(archives.CASES, "entries that overlap"), {"expanding"}),
    "a text of 400 MB in a zip": ("a.zip", lambda: zip_of({"a.txt": bytes(400_000_000)}), {"expanding"}),
    "a bomb of entities": ("a.docx", _made(office.CASES, "a bomb of entities"), {"damaged"}),
    "a Word table of 30 000 rows": ("a.docx", _long_table, {"read", "expanding"}),
    "a sheet of 60 000 rows": ("a.xlsx", _many_rows, {"read"}),
    "a page of 60 000 rows": ("a.html", _long_page, {"read"}),
    "ten thousand forms": ("a.pdf", _made(pdfs.CASES, "ten thousand forms"), {"expanding"}),
    "a content packed once": ("a.pdf", lambda: _packed(1), {"textless", "damaged"}),
    "a content packed twice": ("a.pdf", lambda: _packed(2), {"textless", "damaged"}),
    "a picture that claims everything": (
        "a.png",
        _made(papers.CASES, "ten thousand million points claimed"),
        {"expanding", "missing_recognizer"},
    ),
    "a picture without its points": (
        "a.png",
        _made(papers.CASES, "ninety million points that are missing"),
        {"damaged", "missing_recognizer"},
    ),
    "a picture with a long comment": (
        "a.png",
        _made(papers.CASES, "a comment that expands"),
        {"damaged", "missing_recognizer"},
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_a_small_file_costs_little_memory(what: str) -> None:
    name, make, ends = FILES[what]
    source = str(Path(__file__).parents[3] / "src")
    done = subprocess.run(
        [sys.executable, "-c", _READ, name], input=make(), capture_output=True, env={"PYTHONPATH": source}
    )
    assert done.stderr == b""
    end, peak = done.stdout.decode().split()
    assert (end in ends, int(peak) < _MEGABYTES * 1024) == (True, True), (end, peak)
