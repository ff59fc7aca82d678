"""Written dates: 2026年9月15日, 9月上旬, 明年3月, 年底, 2026-09-15.

All expressions run over folded text (`gongwen.text.widths.fold`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from gongwen.text.numerals import numeral

MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = r"[0-3]?\d|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_FULL_YEAR = r"(?:19|20)\d{2}|[一二][〇零0Oo一二三四五六七八九]{3}"
_YEAR = rf"{_FULL_YEAR}|(?<![近满第前后])[1-4]\d(?=年(?:{MONTH})月)"  # 26年9月 needs its month
_SOON = "今年|本年度?|当年|明年|后年|次年|翌年|去年|上年|同年"
_BEFORE = "(?=之?前|以前)"
_WITHIN = "内(?![部容蒙外涵地设在])"
UP_TO = "(?:之前|以前|前(?![往期来后夕三四五两者述沿景端半几])|为止|截止|止)"  # the day is the last
_PERIOD = (
    rf"(?<![半几多\d一二两三四五六七八九十])年(?:[底末]|{_WITHIN}|[初中]{_BEFORE})"
    r"|[上下]半年|第?[一二三四1-4]季度[末底]?"
)
_OF_YEAR = rf"(?:[底末]|{_WITHIN}|[初中]{_BEFORE})"  # after a year: 2026年底
_PART = rf"上中旬|中下旬|[上中下]旬|[底末初]|中{_BEFORE}"
_DASH = "[-至到~]{1,2}"
_WEEKDAY_NAME = "(?:星期|周|礼拜)[一二三四五六日天]"
_BESIDE = r"\((?:[含包以]|农历|正月|腊月|除夕|大?年)[^()\n]{0,10}\)"  # 6月9日（含当日）, 2月4日（除夕）
WEEKDAY = rf"(?:\([本下]?{_WEEKDAY_NAME}[^()\n]{{0,8}}\)|{_WEEKDAY_NAME})?(?:{_BESIDE})?"

_TURN = {"明年": 1, "次年": 1, "翌年": 1, "后年": 2, "去年": -1, "上年": -1}
_PARTS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 0),
    "上中旬": (1, 20),
    "中下旬": (11, 0),
    "初": (1, 10),
    "中": (1, 15),
    "底": (21, 0),
    "末": (21, 0),
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "初": (1, 1), "中": (1, 6)}


def atom(n: int) -> str:
    """An expression for one written date, its groups numbered `n`.

    A day may lack its 日 before the end of a window (3月1-15日) and before 前.
    """
    day_end = rf"(?:[日号]|(?={_DASH}(?:{DAY})[日号]|之?前|以前))"
    not_after = r"\d." if n > 1 else r"\d.-"  # the end of a window may follow a dash
    return (
        rf"(?:(?<![{not_after}])(?P<sy{n}>(?:19|20)\d\d)(?P<mark{n}>[-/.])(?P<sm{n}>1[0-2]|0?[1-9])"
        rf"(?P=mark{n})(?P<sd{n}>3[01]|[12]\d|0?[1-9])(?![\d.]\d|\d)"
        rf"|(?:(?:(?<!\d)(?P<y{n}>{_YEAR})年度?|(?P<r{n}>{_SOON}))年?)?(?:"
        rf"(?<!\d)(?P<m{n}>{MONTH})"
        rf"(?:月份?(?:(?P<d{n}>{DAY}){day_end}|(?P<p{n}>{_PART}))?|(?={_DASH}(?:{MONTH})月))"
        rf"|(?P<q{n}>{_PERIOD}|(?(y{n}){_OF_YEAR}|(?:(?(r{n}){_OF_YEAR}|(?!)))))"
        rf"|(?P<u{n}>本月|当月|下个?月|次月)(?:(?P<ud{n}>{DAY})[日号]|(?P<up{n}>{_PART})|(?=内)))"
        rf"|(?<!\d)(?P<by{n}>{_FULL_YEAR})年(?!度|度?第))"
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A date as far as it is written.

    `turn` counts years from the base year where a word gives it (明年: 1); `ahead` counts months
    from the base month (下月: 1); `first` and `last` bound the days in the month, 0 the last day.
    """

    year: int | None = None
    turn: int | None = None
    ahead: int | None = None
    month: int | None = None
    until_month: int | None = None  # where a period ends in another month
    first: int = 1
    last: int = 0
    has_day: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts of the date that the writing itself does not give."""
        absent = (
            ("year", self.year is None),
            ("month", self.month is None or self.until_month is not None or self.ahead is not None),
            ("day", not self.has_day),
        )
        return tuple(name for name, is_absent in absent if is_absent)

    def span(self, year: int) -> tuple[date, date] | None:
        """First and last day of what is written, in `year`; None where no such day exists."""
        end = self.until_month or self.month or 12
        try:
            last = self.last or monthrange(year, end)[1]
            return date(year, self.month or 1, self.first), date(year, end, last)
        except ValueError:
            return None


def written(found: re.Match[str], n: int) -> Written:
    """The date that `atom(n)` matched."""
    group = found.groupdict()
    if group[f"sy{n}"]:
        year, month, day = (int(group[f"{key}{n}"]) for key in ("sy", "sm", "sd"))
        return Written(year=year, month=month, first=day, last=day, has_day=True)
    if group[f"by{n}"]:
        return Written(year=_year(group[f"by{n}"]))
    soon = group[f"r{n}"]
    turn = _TURN.get(soon, 0) if soon else None
    known = _year(group[f"y{n}"]) if group[f"y{n}"] else None
    if group[f"q{n}"]:
        start, end = _period(group[f"q{n}"])
        return Written(year=known, turn=turn, month=start, until_month=end)
    if group[f"u{n}"]:
        ahead = 0 if group[f"u{n}"] in ("本月", "当月") else 1
        first, last, exact = _days(group[f"ud{n}"], group[f"up{n}"])
        return Written(ahead=ahead, first=first, last=last, has_day=exact)
    first, last, exact = _days(group[f"d{n}"], group[f"p{n}"])
    month_number = numeral(group[f"m{n}"])
    return Written(year=known, turn=turn, month=month_number, first=first, last=last, has_day=exact)


def _year(text: str) -> int | None:
    """2026, 二〇二六, 二0二六 with a digit or a letter for 〇, and 26."""
    value = numeral(text if text.isdigit() and text.isascii() else re.sub("[0Oo]", "〇", text))
    return value + 2000 if value is not None and value < 100 else value


def _days(day: str | None, part: str | None) -> tuple[int, int, bool]:
    if day:
        number = numeral(day) or 0
        return number, number or 32, True  # a day 0 is as impossible as a day 32
    first, last = _PARTS.get(part or "", (1, 0))
    return first, last, False


def _period(word: str) -> tuple[int, int]:
    if "季度" in word:
        quarter = _QUARTERS[word.removeprefix("第")[0]]
        return 3 * quarter - 2, 3 * quarter
    return _HALVES.get(word) or _HALVES.get(word[-1]) or (1, 12)


_WHOLE = re.compile(
    rf"(?P<y>{_FULL_YEAR})\s*年\s*(?P<m>{MONTH})\s*月\s*(?P<d>{DAY})\s*[日号]?"
    r"|(?P<sy>(?:19|20)\d\d)(?P<mark>[-/.])(?P<sm>1[0-2]|0?[1-9])(?P=mark)(?P<sd>3[01]|[12]\d|0?[1-9])"
)


def whole_date(folded: str) -> date | None:
    """The day that `folded` is, where it is one full date and nothing else."""
    found = _WHOLE.fullmatch(folded.strip())
    if found is None:
        return None
    year = _year(found["y"] or found["sy"])
    month, day = (numeral(found[key]) for key in (("m", "d") if found["y"] else ("sm", "sd")))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
