"""The measures of GB/T 9704-2012 (layout of official documents), for who draws and for who measures.

Lengths in twips (1/20 pt, 56.7 to a millimetre) unless said otherwise.
"""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TOP, LEFT, RIGHT, BOTTOM = 2098, 1588, 1474, 1984  # 37, 28, 26, 35 mm
TYPE_WIDTH, TYPE_HEIGHT = 8844, 12756  # 156 x 225 mm
LINES, CHARACTERS = 22, 28  # a page, a line
LINE = 579  # 28.95 pt: 22 of them fill the type area
CHARACTER_SPACE = -848  # w:charSpace that makes 28 characters of 16 pt fill the type area
CHARACTER = TYPE_WIDTH / CHARACTERS  # pitch: 15.793 pt
FOOTER = 1417  # from the paper's edge, so that the page number stands 7 mm below the type area
HEAD_TOP = 1984  # 35 mm from the type area's top to the name of the agency
RULE_GAP = 227  # 4 mm between the number and the red rule
LETTER_TOP, LETTER_BOTTOM, LETTER_RULE = 1701, 1134, 9638  # 30 and 20 mm to the edge, 170 mm wide

TEXT_SIZE, TITLE_SIZE, IMPRINT_SIZE, FOOTER_SIZE = 16, 22, 14, 14  # points
RED = "FF0000"

TITLE, HEI, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"
# What one face is called on different machines, the name of the standard first.
FACES: dict[str, tuple[str, ...]] = {
    TITLE: (TITLE, "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "FZXBSJW--GB1-0", "小标宋"),
    HEI: (HEI, "SimHei", "方正黑体_GBK", "方正黑体简体", "FZHei-B01S"),
    KAI: (KAI, "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体简体", "FZKai-Z03S"),
    FANG: (
        FANG,
        "FangSong",
        "仿宋_GB2312",
        "FangSong_GB2312",
        "方正仿宋_GBK",
        "方正仿宋简体",
        "FZFangSong-Z02S",
    ),
    SONG: (SONG, "SimSun", "NSimSun", "新宋体", "方正书宋_GBK", "方正书宋简体"),
}
NUMERALS = "〇一二三四五六七八九"


def chinese_number(value: int) -> str:
    """1 to 99 as a heading's label has it: 一, 十, 十一, 二十.

    Raises:
        ValueError: outside 1 to 99.
    """
    if not 1 <= value <= 99:
        raise ValueError(f"{value} is not 1 to 99")
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return head + (NUMERALS[ones] if ones else "")


def label(level: int, value: int) -> str:
    """The label of a heading: 一、 （一） 1. （1）.

    Raises:
        ValueError: the level is not 1 to 4.
    """
    match level:
        case 1:
            return f"{chinese_number(value)}、"
        case 2:
            return f"（{chinese_number(value)}）"
        case 3:
            return f"{value}."
        case 4:
            return f"（{value}）"
    raise ValueError(f"level {level} is not 1 to 4")
