"""Hostile files through the command: status 2, one line on standard error, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.gongwen.hostile import archives, mails, office, papers, pdfs, texts
from tests.gongwen.hostile.case import Case

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "quanjing.cli.main", "read"]
_WANTED = (
    "a ratio of a thousand",
    "ten thousand empty members",
    "a locked member",
    "a bomb of entities",
    "a hundred thousand levels",
    "macros",
    "a package locked by a password",
    "pages that hold each other",
    "a password",
    "NUL bytes only",
    "a program attached",
    "blocks without an end",
    "locked parts",
)
_ALL = (*archives.CASES, *office.CASES, *pdfs.CASES, *texts.CASES, *mails.CASES, *papers.CASES)
REFUSED = [next(case for case in _ALL if case.what == what and case.ends) for what in _WANTED]


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"LC_ALL": "C", "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT / "src"))}
    return subprocess.run([*COMMAND, *arguments], capture_output=True, env=environment, check=False)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.id)
def test_a_hostile_file_is_one_line(case: Case, tmp_path: Path) -> None:
    path = tmp_path / case.name
    path.write_bytes(case.make())
    done = run(str(path))
    assert case.ends is not None
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(str(path).encode() + b": ")
    assert done.stderr.count(b"\n") == 1


def test_many_hostile_files_are_one_line_each_and_the_good_one_is_read(tmp_path: Path) -> None:
    for number, case in enumerate(REFUSED):
        (tmp_path / f"{number:02}-{case.name}").write_bytes(case.make())
    (tmp_path / "z.txt").write_text("各学会：\n请于2026年9月15日前报送总结。", encoding="utf-8")
    done = run("--jobs", "2", str(tmp_path))
    assert (done.returncode, done.stderr.count(b"\n")) == (2, len(REFUSED))
    assert b"Traceback" not in done.stderr
    assert "2026-09-15" in done.stdout.decode()
