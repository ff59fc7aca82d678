"""An office of one's own, set up from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.cli.conftest import CHINESE, Call, assert_refused

OFFICE = ("--name", "江岚省科学技术协会", "--level", "provincial", "--username", "lin", "--person", "林知远")


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


def test_setup_makes_an_office_once(migrated: Call, secret: tuple[str, str]) -> None:
    done = migrated("setup", *OFFICE, *secret)
    assert (done.returncode, done.stderr) == (0, "")
    assert migrated("token", "lin").returncode == 0
    assert_refused(
        migrated("setup", *OFFICE, *secret), "quanjing setup: this installation was set up already."
    )
    assert_refused(
        migrated("demo"), "quanjing demo: this database holds an office already; the demo takes an empty one."
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
