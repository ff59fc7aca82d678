"""`quanjing sheet read` and `quanjing sheet answers`, as the contract has them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.gongwen.sheets.filling import plain
from tests.gongwen.sheets.kinds import ACTIVITY
from tests.gongwen.sheets.paper import to_docx

from gongwen.cli_sheet import sheet_command

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


@pytest.fixture
def blank(tmp_path: Path) -> str:
    path = tmp_path / "blank.docx"
    path.write_bytes(to_docx(ACTIVITY))
    return str(path)


@pytest.fixture
def filled(tmp_path: Path) -> str:
    path = tmp_path / "filled.docx"
    path.write_bytes(to_docx(ACTIVITY, plain(ACTIVITY, 3)))
    return str(path)


def test_a_template_has_the_shape_of_the_contract(blank: str, capsys: Captured) -> None:
    assert sheet_command(["read", blank, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"title", "blocks"}
    assert found["title"] == "全国科普日活动申报表"
    assert set(found["blocks"][0]) == {"label", "repeat", "optional", "fields"}
    assert found["blocks"][0]["label"] is None
    assert set(found["blocks"][0]["fields"][0]) == {"key", "label", "type", "options"}


@pytest.mark.parametrize("from_json", [False, True], ids=["blank", "json"])
def test_answers_have_the_shape_of_the_contract(
    blank: str, filled: str, capsys: Captured, tmp_path: Path, from_json: bool
) -> None:
    template = blank
    if from_json:
        assert sheet_command(["read", blank, "--format", "json"]) == 0
        template = str(tmp_path / "template.json")
        Path(template).write_text(capsys.readouterr().out, encoding="utf-8")
    assert sheet_command(["answers", filled, "--template", template, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"answers", "not_understood"}
    assert {tuple(one) for one in found["answers"]} == {("block", "row", "field", "value")}
    rows = {(one["block"], one["row"]) for one in found["answers"] if one["row"]}
    assert rows == {("主要专家名单", 1), ("主要专家名单", 2)}


def test_people_read_it_as_text(blank: str, filled: str, capsys: Captured) -> None:
    assert sheet_command(["read", blank]) == 0
    assert "  活动形式: one of (展览展示 / 科普讲座 / 互动体验 / 线上直播)" in capsys.readouterr().out
    assert sheet_command(["answers", filled, "--template", blank, "--language", "zh"]) == 0
    assert "主要专家名单 1\n  姓名: " in capsys.readouterr().out


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["read"],
        ["read", "missing.docx"],
        ["answers", "missing.docx"],
        ["answers", "missing.docx", "--template", "missing.json"],
        ["read", ".", "--format", "json"],
        ["read", "x.docx", "--format", "xml"],
    ],
)
def test_a_wrong_call_is_one_line_and_exit_status_two(args: list[str], capsys: Captured) -> None:
    assert sheet_command(args) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_a_wrong_file_is_one_line_that_names_it(tmp_path: Path, blank: str, capsys: Captured) -> None:
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(b"PK\x03\x04")
    assert sheet_command(["answers", str(wrong), "--template", blank]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{wrong}: The file is damaged or cut off; please send it again.\n"


def test_no_settings_are_needed(blank: str) -> None:
    code = (
        "import sys\nfrom quanjing.cli.main import main\n"
        "status = main(['sheet', 'read', sys.argv[1]])\n"
        "assert 'django' not in sys.modules\nsys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code, blank], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
