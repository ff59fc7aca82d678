from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from gongwen import cli, cli_many
from gongwen.cli import main, read_command
from gongwen.model import Notice

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
CALL = str(SAMPLES / "reflections-call.txt")
REQUEST = str(SAMPLES / "statistics-request.txt")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


Write = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, text: str = "各学会：\n请于2026年9月15日前报送总结。") -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_one_file_prints_one_object(capsys: Captured) -> None:
    assert main(["read", CALL, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["doc_number"] == "江岚科协社党发〔2026〕18号"
    assert "file" not in found


def test_several_files_print_an_array_that_names_them(capsys: Captured) -> None:
    assert read_command([CALL, REQUEST, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(notice["file"], notice["issued_on"]) for notice in found] == [
        (CALL, "2026-08-28"),
        (REQUEST, "2026-06-22"),
    ]


def test_a_folder_prints_an_array_whatever_it_holds(capsys: Captured, write: Write) -> None:
    path = write("in/notice.txt")
    assert main(["read", str(Path(path).parent), "--format", "json"]) == 0
    assert [notice["file"] for notice in json.loads(capsys.readouterr().out)] == [path]


def test_several_files_are_told_apart(capsys: Captured) -> None:
    main(["read", CALL, REQUEST])
    headings = [line for line in capsys.readouterr().out.splitlines() if line.startswith("== ")]
    assert headings == [f"== {CALL}", f"== {REQUEST}"]


def test_one_file_has_no_heading(capsys: Captured) -> None:
    main(["read", REQUEST])
    assert capsys.readouterr().out.startswith("关于报送2026年上半年学术活动情况的通知\n")


@pytest.mark.parametrize("locale", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_a_language_that_is_named_comes_before_the_terminals(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    main(["read", REQUEST, "--language", "zh"])
    assert "\n  发文单位  江岚省科协学会学术部\n" in capsys.readouterr().out


def test_labels_follow_the_terminal(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["read", REQUEST])
    assert "\n  Issued by  江岚省科协学会学术部\n" in capsys.readouterr().out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    main(["read", REQUEST])
    assert "\n  发文单位  江岚省科协学会学术部\n" in capsys.readouterr().out


def test_the_reference_date_is_used(capsys: Captured, write: Write) -> None:
    path = write("notice.txt", "各学会：\n请于9月15日前报送总结。")
    main(["read", path, "--format", "json", "--reference-date", "2027-03-01"])
    assert json.loads(capsys.readouterr().out)["tasks"][0]["deadline"]["due"] == "2027-09-15"


def test_a_table_is_printed_for_spreadsheets(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", REQUEST, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8-sig"))))
    assert [(row["No."], row["Due"], row["Time"]) for row in rows] == [
        ("1", "2026-07-10", "17:00"),
        ("2", "", ""),
    ]


def test_a_calendar_is_printed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", CALL, "--format", "ics"]) == 0
    events = Calendar.from_ical(capsysbinary.readouterr().out).walk("VEVENT")
    assert len(events) == 4


def test_a_workbook_goes_to_a_file(write: Write, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "tasks.xlsx"
    assert main(["read", REQUEST, "--format", "xlsx", "-o", str(out)]) == 0
    assert load_workbook(out).sheetnames == ["Tasks", "Contacts", "Notices"]
    assert capsys.readouterr().out == ""


def test_a_workbook_goes_to_a_redirected_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", REQUEST, "--format", "xlsx"]) == 0
    assert load_workbook(io.BytesIO(capsysbinary.readouterr().out)).sheetnames[0] == "Tasks"


def test_a_workbook_is_not_for_the_terminal(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_is_terminal", lambda stream: True)
    line = refused(capsys, "read", REQUEST, "--format", "xlsx")
    assert line == "gongwen: A workbook is not for the terminal; name a file with -o."


def test_an_earlier_output_in_the_folder_is_not_read(capsys: Captured, write: Write, tmp_path: Path) -> None:
    write("notice.txt")
    out = tmp_path / "all.txt"
    for _ in range(2):
        assert main(["read", str(tmp_path), "-o", str(out)]) == 0
        assert out.read_text(encoding="utf-8").count("== ") == 1


def test_standard_input_is_a_dash(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO("各学会：\n请于2026年9月15日前报送总结。".encode()))
    monkeypatch.setattr("sys.stdin", given)
    assert main(["read", "-", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"][0]["deadline"]["due"] == "2026-09-15"


def test_standard_input_that_is_closed_is_one_line(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert refused(capsys, "read", "-") == "-: The file cannot be opened."


def refused(capsys: Captured, *arguments: str) -> str:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.rstrip("\n")


def test_a_missing_file_is_one_line(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "no.txt"
    assert refused(capsys, "read", str(path)) == f"{path}: There is no such file."


def test_an_empty_folder_is_one_line(capsys: Captured, tmp_path: Path) -> None:
    assert refused(capsys, "read", str(tmp_path)) == f"{tmp_path}: The folder holds no file that can be read."


def test_bad_input_is_one_line_in_the_users_language(
    capsys: Captured, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    path = write("empty.txt", "")
    assert refused(capsys, "read", path) == f"{path}: 文件是空的。"


def test_one_bad_file_does_not_keep_the_others_from_being_read(capsys: Captured, write: Write) -> None:
    empty = write("empty.txt", "")
    assert main(["read", empty, REQUEST, "--format", "json", "--jobs", "1"]) == 2
    captured = capsys.readouterr()
    assert captured.err == f"{empty}: The file is empty.\n"
    assert [notice["file"] for notice in json.loads(captured.out)] == [REQUEST]


def test_nothing_is_written_where_nothing_was_read(capsys: Captured, write: Write, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    refused(capsys, "read", write("empty.txt", ""), "-o", str(out))
    assert not out.exists()


def test_a_file_above_the_largest_size_is_one_line(capsys: Captured, write: Write) -> None:
    path = write("long.txt", "各学会：请报送总结。" * 1000)
    assert refused(capsys, "read", path, "--max-size", "0.01").startswith(f"{path}: The file is larger than ")


def test_an_endless_file_is_too_large(capsys: Captured) -> None:
    assert refused(capsys, "read", "/dev/zero", "--max-size", "1").startswith("/dev/zero: ")


@pytest.mark.parametrize("output", ["/dev/full", "/nowhere/out.txt"])
def test_an_output_that_cannot_be_written_is_one_line(capsys: Captured, output: str) -> None:
    if output == "/dev/full" and not os.path.exists(output):
        pytest.skip("no device that is always full")
    assert refused(capsys, "read", REQUEST, "-o", output) == f"{output}: The output cannot be written."


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "gongwen: the following arguments are required: command"),
        (("write",), None),
        (("read",), "gongwen: the following arguments are required: FILE"),
        (("read", CALL, "--format", "ods"), None),
        (
            ("read", CALL, "--reference-date", "9"),
            "gongwen: argument --reference-date: not a date of the form YYYY-MM-DD: 9",
        ),
        (("read", CALL, "--jobs", "0"), "gongwen: argument --jobs: a number from 1 is wanted"),
        (("read", CALL, "--jobs", "９"), "gongwen: argument --jobs: a number from 1 is wanted"),
        (
            ("read", CALL, "--max-size", "nan"),
            "gongwen: argument --max-size: a number of megabytes above 0 is wanted",
        ),
        (
            ("read", CALL, "--max-size", "-3"),
            "gongwen: argument --max-size: a number of megabytes above 0 is wanted",
        ),
        (("read", CALL, "--form", "text"), "gongwen: unrecognized arguments: --form text"),
    ],
)
def test_a_wrong_call_is_one_line(capsys: Captured, arguments: tuple[str, ...], line: str | None) -> None:
    said = refused(capsys, *arguments)
    assert said == line if line else said.startswith("gongwen: ")


def test_the_platform_speaks_in_its_own_name(capsys: Captured) -> None:
    assert read_command([CALL, "--jobs", "x"]) == 2
    assert capsys.readouterr().err == "quanjing: argument --jobs: a number from 1 is wanted\n"


def test_a_fault_in_one_file_is_one_line_and_status_1(
    capsys: Captured, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = write("bad.txt")
    read = cli_many.read_notice

    def broken(data: bytes, *, name: str, options: object) -> Notice:
        if name == "bad.txt":
            raise ZeroDivisionError
        return read(data, name=name)

    monkeypatch.setattr(cli_many, "read_notice", broken)
    assert main(["read", bad, REQUEST, "--jobs", "1"]) == 1
    captured = capsys.readouterr()
    assert captured.err == f"{bad}: A fault of this program (ZeroDivisionError); the file was left out.\n"
    assert captured.out.startswith(f"== {REQUEST}\n")


def test_a_fault_in_the_output_is_one_line_and_status_1(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "write_answers", broken)
    assert main(["read", REQUEST]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_no_progress_is_shown_where_nobody_looks(capsys: Captured) -> None:
    assert main(["read", CALL, REQUEST, "--jobs", "1"]) == 0
    assert capsys.readouterr().err == ""


def test_progress_is_shown_in_a_terminal(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cli, "_is_terminal", lambda stream: True)
    assert main(["read", CALL, REQUEST, "--jobs", "1", "-o", str(tmp_path / "out")]) == 0
    assert "0/2" in capsys.readouterr().err
