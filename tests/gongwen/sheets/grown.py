"""Shapes made by rule: so many pairs in a row, so many columns, so many rows of a matrix."""

from __future__ import annotations

from itertools import islice

from tests.gongwen.sheets.kinds import KINDS, day, num
from tests.gongwen.sheets.kinds_more import KINDS_MORE
from tests.gongwen.sheets.kinds_third import KINDS_THIRD
from tests.gongwen.sheets.shapes import F, Grid, Rows, Shape, T

_LABELS = (
    "单位名称",
    "联系人",
    "通讯地址",
    "业务范围",
    "成立时间",
    "法定代表人",
    "会员总量",
    "主管部门",
    "登记机关",
    "官网网址",
)
_COLUMNS = ("事项", "承办部门", "牵头人", "时间安排", "参加范围", "备注")
_LINES = ("学术交流", "科学普及", "决策咨询", "人才举荐", "会员服务")


def pairs(across: int) -> Shape:
    """A table of labels and cells, `across` pairs in a row."""
    labels = iter(_LABELS[: across * 3])
    rows = []
    while row := list(islice(labels, across)):
        rows.append([one for label in row for one in (label, F(label))])
    return Shape(f"{across} pairs in a row", "机构登记信息表", (Grid(tuple(rows)),), {"联系人": "联络员"})


def columns(count: int) -> Shape:
    """A list of `count` columns between two lines."""
    wanted = _COLUMNS[:count]
    return Shape(
        f"list of {count} columns",
        "年度工作安排表",
        (
            T("填报部门：{填报部门}", (F("填报部门"),)),
            Grid((("序号", *wanted), Rows("", (None, *(F(label) for label in wanted)), blank=4))),
            T("填表人：{填表人}      填表日期：{填表日期}", (F("填表人"), F("填表日期", "date"))),
        ),
    )


def matrix(lines: int) -> Shape:
    """`lines` printed rows, each with a number, a day and a text."""
    rows = [
        (line, num(f"{line}/场次"), day(f"{line}/开始日期"), F(f"{line}/负责部门")) for line in _LINES[:lines]
    ]
    return Shape(
        f"matrix of {lines} rows",
        "业务开展情况表",
        (Grid((("工作", "场次", "开始日期", "负责部门"), *rows)),),
    )


SHAPES = (*KINDS, *KINDS_MORE, *KINDS_THIRD, pairs(1), pairs(2), pairs(3), columns(3), columns(6), matrix(5))
