from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from openpyxl import Workbook
from tests.cli.conftest import Call, environment

CHINESE = "zh_CN.UTF-8"
OFFICE = ("--name", "江岚省科学技术协会", "--level", "provincial", "--username", "lin", "--person", "林知远")


def assert_refused(done: subprocess.CompletedProcess[str], line: str) -> None:
    """Exit status 2, and one line on standard error with nothing else."""
    assert (done.returncode, done.stderr) == (2, line + "\n")


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


def test_setup_names_what_is_missing(call: Call) -> None:
    assert_refused(call("setup"), "quanjing setup: --name is missing")
    assert_refused(call("setup", *OFFICE), "quanjing setup: --password-file is missing")


@pytest.fixture
def secret(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "password").write_text("ein langes Wort\n", encoding="utf-8")
    return ("--password-file", "password")


def societies(place: Path, *rows: tuple[str, ...]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["编号", "名称", "类别", "层级", "统一社会信用代码", "挂靠单位", "联系人", "联系电话", "邮箱"]
    )
    for row in rows:
        sheet.append(row)
    book.save(place)


def test_setup_makes_an_office_once(call: Call, secret: tuple[str, str]) -> None:
    done = call("setup", *OFFICE, *secret)
    assert (done.returncode, done.stderr) == (0, "")
    assert call("token", "lin").returncode == 0
    assert_refused(call("setup", *OFFICE, *secret), "quanjing setup: this installation was set up already.")
    assert_refused(
        call("demo"), "quanjing demo: this database holds an office already; the demo takes an empty one."
    )


def test_setup_enters_societies_and_prints_their_links(
    migrated: Call, secret: tuple[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "societies.xlsx"
    societies(
        table, ("301", "江岚省茶叶学会", "农科", "", "", "", "周予安", "010-55550101", "tea@example.org")
    )
    done = migrated("setup", *OFFICE, *secret, "--societies", table.name, LANG=CHINESE)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "links.html").read_text(encoding="utf-8")
    assert "江岚省茶叶学会" in page
    assert page.count("/invitation/") == 1
    assert (tmp_path / "links.html").stat().st_mode & 0o077 == 0


def test_a_wrong_row_enters_nothing(migrated: Call, secret: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "societies.xlsx"
    societies(
        table,
        ("301", "江岚省茶叶学会", "农科", "", "", "", "周予安", "", ""),
        ("302", "江岚省园艺学会", "园艺", "", "", "", "", "", ""),
    )
    done = migrated("setup", *OFFICE, *secret, "--societies", table.name)
    assert_refused(done, "quanjing setup: societies.xlsx: 1 row is wrong; nothing was entered")
    assert done.stdout.startswith("row 3, 江岚省园艺学会: ")
    assert migrated("setup", *OFFICE, *secret).returncode == 0


def test_a_weak_password_is_refused(migrated: Call, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("kurz", encoding="utf-8")
    done = migrated("setup", *OFFICE, "--password-file", "password")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_table_is_refused(migrated: Call, secret: tuple[str, str]) -> None:
    done = migrated("setup", *OFFICE, *secret, "--societies", "none.xlsx")
    assert_refused(done, "quanjing setup: none.xlsx: No such file or directory")


def test_a_wrong_port_is_refused(call: Call) -> None:
    assert_refused(call("serve", PORT="http"), "PORT takes a whole number, not http")
    assert call("serve", "--port", "70000").returncode == 2


def test_a_port_in_use_is_refused(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = call("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_serving_answers_until_it_is_stopped(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "quanjing.cli.main", "serve", "--migrate", "--workers", "1"],
        cwd=tmp_path,
        env=environment(PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == f"Listening on http://127.0.0.1:{port}\n"
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 0
        server.stdout.close()


def test_the_worker_takes_what_is_queued_and_stops_when_told(office: Call, tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "quanjing.cli.main", "work"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert worker.stdout is not None
    try:
        assert any("running" in line for line in worker.stdout)
    finally:
        worker.terminate()  # it alone: it tells its processes to finish what they have begun
        worker.communicate()
    assert worker.returncode == 0
