from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

from gongwen.render import ManifestEntry, ManifestTotals, write_manifest

ENTRIES = (
    ManifestEntry("江岚省茶叶学会_体会.docx", "江岚省茶叶学会", "学习体会", "E-01", True, 2048, "ab" * 32),
    ManifestEntry("=cmd.docx", "江岚省岩土学会", "学习体会", "E-02", False),
)


def read(*entries: ManifestEntry, language: str = "zh") -> tuple[ManifestTotals, Any]:
    out = BytesIO()
    totals = write_manifest(out, iter(entries), language=language)
    return totals, openpyxl.load_workbook(out)


def test_each_expected_file_has_its_row() -> None:
    _, book = read(*ENTRIES)
    assert list(book["文件清单"].iter_rows(min_row=2, values_only=True)) == [
        ("文件名", "单位", "任务", "条目", "大小（字节）", "校验值（SHA-256）", "已交"),
        ("江岚省茶叶学会_体会.docx", "江岚省茶叶学会", "学习体会", "E-01", 2048, "ab" * 32, "是"),
        ("=cmd.docx", "江岚省岩土学会", "学习体会", "E-02", None, None, "否"),
    ]


def test_totals_count_expected_and_delivered() -> None:
    totals, book = read(*ENTRIES)
    assert totals == ManifestTotals(expected=2, delivered=1)
    assert list(book["合计"].iter_rows(min_row=2, values_only=True)) == [("应交文件", 2), ("已交文件", 1)]


def test_empty_package_counts_nothing() -> None:
    totals, book = read()
    assert totals == ManifestTotals(0, 0)
    assert book["合计"]["B2"].value == 0


def test_labels_follow_the_language() -> None:
    _, book = read(*ENTRIES, language="en")
    assert book.sheetnames == ["List of files", "Totals"]
    assert [row[6] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        "Delivered",
        "yes",
        "no",
    ]
