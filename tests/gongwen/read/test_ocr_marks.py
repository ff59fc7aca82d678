"""Seals, ruling lines and stacked signs in pictures, told apart from print."""

from __future__ import annotations

from tests.gongwen.read import scans
from tests.gongwen.read.scans import np

from gongwen.read.ocr_rules import ruling
from gongwen.read.ocr_seals import without_seals
from gongwen.read.ocr_stacked import side_by_side
from gongwen.read.pdf_page import Rule

DPI = 72  # a pixel is a point


def redness(picture: np.ndarray) -> int:
    return int((picture[:, :, 0].astype(int) - picture[:, :, 1] > 60).sum())


def dark(picture: np.ndarray) -> int:
    return int((picture.max(axis=2) < 100).sum())


def test_seal_is_washed_out_and_print_below_is_kept() -> None:
    plain, stamped = (scans.Sheet(400, 300, DPI) for _ in range(2))
    for sheet in (plain, stamped):
        sheet.write(100, 140, scans.SIGNED[0])
    stamped.seal(200, 150)
    washed = without_seals(np.array(stamped.image))
    assert redness(washed) == 0
    assert dark(washed) >= 0.9 * dark(np.array(plain.image))
    assert washed.mean() > np.array(stamped.image).mean()


def test_red_letterhead_is_kept() -> None:
    sheet = scans.Sheet(400, 300, DPI)
    sheet.write(20, 20, "中国园区日报", 60, "red")
    sheet.rule(20, 120, 380, 120, "red")
    picture = np.array(sheet.image)
    assert np.array_equal(without_seals(picture), picture)


def test_lines_of_a_table_meet_at_their_ends() -> None:
    sheet = scans.Sheet(400, 300, DPI)
    sheet.table(50, 50, [100, 200], [["年份", None], ["甲", "乙"]])
    across, down = ruling(np.array(sheet.image), 1.0)
    found = (
        sorted(Rule(*map(round, rule)) for rule in across),
        sorted(Rule(*map(round, rule)) for rule in down),
    )
    rows = [Rule(50, 50, 350), Rule(80, 50, 350), Rule(110, 50, 350)]
    columns = [Rule(50, 50, 110), Rule(150, 80, 110), Rule(350, 50, 110)]
    for rules, expected in zip(found, (rows, columns), strict=True):
        assert [max(map(abs, np.subtract(a, b))) <= 1 for a, b in zip(rules, expected, strict=True)] == [
            True
        ] * 3


def test_strokes_of_signs_and_underlines_rule_nothing() -> None:
    sheet = scans.Sheet(400, 300, DPI)
    sheet.write(50, 50, "中国土地十年", 30)
    sheet.rule(50, 120, 200, 120)
    _, down = ruling(np.array(sheet.image), 1.0)
    assert down == []


def test_stacked_signs_are_laid_side_by_side() -> None:
    sheet = scans.Sheet(24, 110, DPI)
    for n, sign in enumerate("基本情况"):
        sheet.write(4, 4 + n * 26, sign)
    picture = np.array(sheet.image)
    line = side_by_side(picture)
    assert line.shape == (24, 4 * 24, 3)
    assert dark(line) == dark(picture)


def test_other_pictures_stay_as_they_are() -> None:
    sheet = scans.Sheet(12, 30, DPI)
    sheet.write(2, 4, "1", 16)
    tall = np.array(sheet.image)
    assert side_by_side(tall) is tall
    wide = np.full((20, 200, 3), 255, np.uint8)
    assert side_by_side(wide) is wide
    colon = np.full((30, 20, 3), 255, np.uint8)
    colon[2:12, 6:14] = colon[18:28, 6:14] = 0
    assert side_by_side(colon) is colon
