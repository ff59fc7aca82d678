from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import CHINESE, Call, assert_refused, environment


def test_help_lists_what_there_is(call: Call) -> None:
    done = call("--help")
    assert done.returncode == 0
    named = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    standing = ["read", "check-layout", "compose", "sheet", "sheet", "serve", "work", "setup", "demo"]
    assert named == [*standing, "token", "check"]


def test_help_speaks_the_language_of_the_terminal(call: Call) -> None:
    assert call("--help", LANG=CHINESE).stdout.splitlines()[0] == "用法：quanjing 命令 …"
    assert call("--help").stdout.splitlines()[0] == "usage: quanjing COMMAND …"


@pytest.mark.parametrize(
    "verb", ["check-layout", "compose", "serve", "work", "setup", "demo", "token", "check"]
)
def test_each_command_helps_in_chinese(call: Call, verb: str) -> None:
    done = call(verb, "--help", LANG=CHINESE)
    assert done.returncode == 0
    assert done.stdout.startswith(f"用法：quanjing {verb}")


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").stdout.startswith("quanjing ")


def test_no_command_is_refused(call: Call) -> None:
    assert_refused(call(), "quanjing: no command given (see quanjing --help)")


def test_an_unknown_command_is_refused(call: Call) -> None:
    assert_refused(call("fly"), "quanjing: there is no command fly (see quanjing --help)")


def test_an_unknown_option_is_refused(call: Call) -> None:
    assert_refused(
        call("check", "--all"), "quanjing check: unrecognized arguments: --all (see quanjing check --help)"
    )


def test_a_wrong_choice_is_refused_in_chinese(call: Call) -> None:
    assert_refused(
        call("demo", "--size", "huge", LANG=CHINESE),
        "quanjing demo：参数 --size：没有 'huge' 这个选项（可选 'small', 'province', 'nation'）"
        "（见 quanjing demo --help）",
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"QUANJING_DATABASE_URL": "mysql://db"},
        {"QUANJING_DATABASE_URL": "sqlite:////proc/nowhere/db.sqlite3"},
        {"QUANJING_DATABASE_URL": "postgres://127.0.0.1:1/none"},
        {"QUANJING_DOCUMENT_LIMIT_MB": "much"},
        {"QUANJING_DEBUG": "perhaps"},
    ],
)
def test_wrong_settings_end_in_one_line(call: Call, settings: dict[str, str]) -> None:
    done = call("check", **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_reading_needs_neither_settings_nor_django(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("关于报送材料的通知\n各学会：\n请于2026年9月15日前报送工作总结。\n", encoding="utf-8")
    code = (
        "import sys; from quanjing.cli.main import main; status = main(['read', sys.argv[1]]); "
        "sys.exit(status or int('django' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(notice)],
        env=environment(QUANJING_DATABASE_URL="mysql://wrong"),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_reading_a_missing_file_is_refused(call: Call) -> None:
    done = call("read", "nothing.txt")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_demo_prints_its_sign_ins_each_time(office: Call) -> None:
    again = office("demo")
    assert again.returncode == 0
    assert again.stdout.splitlines() == [
        "The demo world exists; nothing was changed.",
        "  officer    quanjing-demo   林知远",
        "  handler    quanjing-demo   周予安",
        "  auditor    quanjing-demo   沈观澜",
        "  judge      quanjing-demo   云见山",
        "  reviewer   quanjing-demo   云在青",
        "  third      quanjing-demo   穆清和",
    ]


def test_a_token_is_printed_alone(office: Call) -> None:
    done = office("token", "handler")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.split()) == 1


def test_a_token_takes_a_post_in_force(office: Call) -> None:
    assert_refused(office("token", "nobody"), "quanjing token: nobody holds no post in force")
    assert_refused(
        office("token", "officer", "--post", "x"), "quanjing token: officer holds no post x in force"
    )


def test_an_installation_in_order_says_so(office: Call) -> None:
    done = office("check", "--audit")
    assert (done.returncode, done.stdout) == (0, "Everything is in order.\n")


def test_an_empty_database_is_reported(call: Call) -> None:
    done = call("check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "queue: does not answer",
        "database: not up to date; run quanjing serve --migrate once",
    ]


def test_a_token_needs_an_up_to_date_database(call: Call) -> None:
    line = "The database is not up to date; run quanjing serve --migrate once."
    assert_refused(call("token", "officer"), line)
