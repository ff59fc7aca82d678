"""Written dates: 2026年9月15日, 9月上旬, 明年3月, 年底, 2026-09-15.

All expressions run over folded text (`gongwen.text.widths.fold`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from gongwen.text.numerals import numeral

_YEAR = r"(?:19|20)\d{2}|[一二][〇零一二三四五六七八九]{3}"
_SOON = "今年|本年度?|当年|明年|次年|翌年|去年|同年"
_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_PERIOD = "年底|年末|年内|(?<=年)[底末内]|上半年|下半年|第?[一二三四1-4]季度[末底]?"
WEEKDAY = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"

_TURN = {"明年": 1, "次年": 1, "翌年": 1, "去年": -1}
_PARTS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 0),
    "上中旬": (1, 20),
    "中下旬": (11, 0),
    "初": (1, 10),
    "底": (21, 0),
    "末": (21, 0),
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def atom(n: int) -> str:
    """An expression for one written date, its groups numbered `n`."""
    return (
        rf"(?:(?<![\d.-])(?P<sy{n}>(?:19|20)\d\d)(?P<mark{n}>[-/.])(?P<sm{n}>1[0-2]|0?[1-9])(?P=mark{n})"
        rf"(?P<sd{n}>3[01]|[12]\d|0?[1-9])(?![\d.]\d|\d)"
        rf"|(?:(?:(?<!\d)(?P<y{n}>{_YEAR})年度?|(?P<r{n}>{_SOON}))年?)?(?:"
        rf"(?<!\d)(?P<m{n}>{_MONTH})月份?(?:(?P<d{n}>{_DAY})[日号]|(?P<p{n}>上中旬|中下旬|[上中下]旬|[底末初]))?"
        rf"|(?P<q{n}>{_PERIOD})"
        rf"|(?P<u{n}>本月|当月|下月|次月)(?:(?P<ud{n}>{_DAY})[日号]|(?P<up{n}>上中旬|中下旬|[上中下]旬|[底末初])))"
        rf"|(?<!\d)(?P<by{n}>{_YEAR})年(?!度|度?第))"
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
        return Written(year=numeral(group[f"by{n}"]))
    year_text, soon = group[f"y{n}"], group[f"r{n}"]
    turn = _TURN.get(soon, 0) if soon else None
    known = numeral(year_text) if year_text else None
    if group[f"q{n}"]:
        start, end = _period(group[f"q{n}"])
        return Written(year=known, turn=turn, month=start, until_month=end)
    if group[f"u{n}"]:
        ahead = 1 if group[f"u{n}"] in ("下月", "次月") else 0
        first, last, exact = _days(group[f"ud{n}"], group[f"up{n}"])
        return Written(ahead=ahead, first=first, last=last, has_day=exact)
    first, last, exact = _days(group[f"d{n}"], group[f"p{n}"])
    month_number = numeral(group[f"m{n}"])
    return Written(year=known, turn=turn, month=month_number, first=first, last=last, has_day=exact)


def _days(day: str | None, part: str | None) -> tuple[int, int, bool]:
    if day:
        number = numeral(day) or 1
        return number, number, True
    first, last = _PARTS.get(part or "", (1, 0))
    return first, last, False


def _period(word: str) -> tuple[int, int]:
    if word == "上半年":
        return 1, 6
    if word == "下半年":
        return 7, 12
    if "季度" in word:
        quarter = _QUARTERS[word.removeprefix("第")[0]]
        return 3 * quarter - 2, 3 * quarter
    return 1, 12


_WHOLE = re.compile(
    rf"(?P<y>{_YEAR})\s*年\s*(?P<m>{_MONTH})\s*月\s*(?P<d>{_DAY})\s*[日号]?"
    r"|(?P<sy>(?:19|20)\d\d)(?P<mark>[-/.])(?P<sm>1[0-2]|0?[1-9])(?P=mark)(?P<sd>3[01]|[12]\d|0?[1-9])"
)


def whole_date(folded: str) -> date | None:
    """The day that `folded` is, where it is one full date and nothing else."""
    found = _WHOLE.fullmatch(folded.strip())
    if found is None:
        return None
    keys = ("y", "m", "d") if found["y"] else ("sy", "sm", "sd")
    year, month, day = (numeral(found[key]) for key in keys)
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


_TIME_WORDS = {"下午": 12, "晚上": 12, "晚": 12, "傍晚": 12}
_CLOCK = re.compile(
    r"(?P<word>上午|下午|中午|晚上|晚|凌晨|早上)?(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[点时](?P<rest>半|\d{1,2})?)"
)
TIME = r"(?:上午|下午|中午|晚上|晚|凌晨|早上)?\d{1,2}(?::\d{2}|点(?:半|\d{1,2}分?)?|时(?:\d{1,2}分)?)(?!\d)"


def clock(folded: str) -> str | None:
    """A clock time as HH:MM: 下午5点, 17:00, 下午14:00; 24:00 is the end of the day."""
    found = _CLOCK.match(folded)
    if found is None:
        return None
    hour = int(found["hour"])
    rest = found["minute"] or found["rest"] or "0"
    minute = 30 if rest == "半" else int(rest)
    if hour < 12:
        hour += _TIME_WORDS.get(found["word"] or "", 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def shift_month(day: date, months: int) -> date:
    """The first day of the month that lies `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
