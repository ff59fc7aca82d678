"""Clock times as notices write them: 17:00, 17时30分, 下午五点半, 中午12点, 24时.

All expressions run over folded text (`gongwen.text.widths.fold`).
"""

from __future__ import annotations

import re

from gongwen.text.numerals import numeral

_PART = r"上午|下午|中午|晚上|晚间|晚|凌晨|早上|早|傍晚"
_COUNT = r"\d{1,2}|[一二两三四五六七八九十]{1,3}|零"
_FULL = r"\d{1,2}:\d{2}(?::\d{2})?点?(?![\d:])"
_SPOKEN = (
    rf"(?:{_COUNT})(?:点(?:整|半|(?:{_COUNT})分|\d{{2}})?|时(?:整|半|(?:{_COUNT})分|\d{{2}}(?!\d))?)(?!\d)"
)
TIME = rf"(?:(?:{_PART})?(?:{_FULL}|{_SPOKEN})|中午(?=之?前|以前)|上午(?=之?前|以前))"

_CLOCK = re.compile(
    rf"(?P<word>{_PART})?(?:(?P<hour>{_COUNT})(?::(?P<minute>\d{{2}})|[点时](?P<rest>半|{_COUNT})?))?"
)
_AFTERNOON = ("下午", "晚上", "晚间", "晚", "傍晚")
_NIGHT = ("晚上", "晚间", "晚")


def clock(folded: str) -> str | None:
    """A clock time as HH:MM: 下午5点, 17:00, 下午14:00; 24:00 is the end of the day."""
    found = _CLOCK.match(folded)
    if found is None or not found.group():
        return None
    word = found["word"] or ""
    if found["hour"] is None:
        return "12:00" if word in ("中午", "上午") else None
    hour = _hour(word, numeral(found["hour"]) or 0)
    rest = found["minute"] or found["rest"]
    minute = 30 if rest == "半" else numeral(rest or "0") or 0
    is_time = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
    return f"{hour:02d}:{minute:02d}" if is_time else None


def _hour(word: str, hour: int) -> int:
    if word in _NIGHT and hour in (0, 12):
        return 24
    if word == "凌晨" and hour == 12:
        return 0
    if (word in _AFTERNOON and hour < 12) or (word == "中午" and hour < 3):
        return hour + 12
    return hour
