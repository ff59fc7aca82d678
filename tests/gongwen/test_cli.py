from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gongwen.cli import main, read_command
from gongwen.text.widths import display_width

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
CALL = str(SAMPLES / "reflections-call.txt")
REQUEST = str(SAMPLES / "statistics-request.txt")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


def test_one_file_prints_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", CALL, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["doc_number"] == "江岚科协社党发〔2026〕18号"


def test_several_files_print_an_array(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_command([CALL, REQUEST, "--format", "json"]) == 0
    assert [notice["issued_on"] for notice in json.loads(capsys.readouterr().out)] == [
        "2026-08-28",
        "2026-06-22",
    ]


def test_the_table_is_aligned_at_the_double_width_of_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", CALL])
    lines = capsys.readouterr().out.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("  #"))
    rows = lines[start : start + 6]
    at = display_width(rows[0].split("Due")[0])
    dues = [row for row in rows[2:] if "2026-09" in row]
    assert [display_width(row.split("2026-09")[0]) for row in dues] == [at] * 4


def test_the_table_names_desks_and_things(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", REQUEST])
    out = capsys.readouterr().out
    assert "2026-07-10 17:00  贺兰舟" in out
    assert "b1 (repeats): 活动名称、时间、地点、参加人数、备注" in out


def test_labels_are_chinese_in_a_chinese_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    main(["read", REQUEST])
    assert capsys.readouterr().out.startswith("标题      关于报送2026年上半年学术活动情况的通知")


def test_several_files_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", CALL, REQUEST])
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("== ")]
    assert headings == [f"== {CALL}", f"== {REQUEST}"]


def test_the_reference_date_is_used(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text("各学会：\n请于9月15日前报送总结。", encoding="utf-8")
    main(["read", str(path), "--format", "json", "--reference-date", "2027-03-01"])
    assert json.loads(capsys.readouterr().out)["tasks"][0]["deadline"]["due"] == "2027-09-15"


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.rstrip("\n")


def test_a_missing_file_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "no.txt"
    assert refused(capsys, "read", str(path)) == f"{path}: There is no such file."


def test_a_folder_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert refused(capsys, "read", str(tmp_path)) == f"{tmp_path}: This is a folder, not a file."


def test_bad_input_is_one_line_in_the_users_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert refused(capsys, "read", CALL, str(path)) == f"{path}: 文件是空的。"


@pytest.mark.parametrize(
    "arguments",
    [(), ("write",), ("read",), ("read", CALL, "--format", "ods"), ("read", CALL, "--reference-date", "9")],
)
def test_a_wrong_call_is_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert refused(capsys, *arguments).startswith("gongwen: ")


def test_the_module_runs_in_a_terminal_without_a_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongwen", "read", REQUEST],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        check=False,
    )
    assert done.returncode == 0
    assert "贺兰舟" in done.stdout.decode()
