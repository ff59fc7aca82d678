"""What ours, jionlp and plain regular expressions find in the same texts, and how long they take.

    reading_peers.py [FOLDER…] [--quick] [--check]

Dates: the phrases of the tests of deadlines, each with the day of its notice and the day that it means;
those that set no deadline are counted apart. Telephone numbers and mailboxes: the lines below, and the
notices of any folder given (`N.txt` beside `N.json`, as `reading_quality.py` takes them). Each thing wanted
is found or missed, each other thing is wrong; where nothing is wanted, silence is right. Phrases and lines
were written together with our rules, which flatters ours. jionlp is asked where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the phrases stand among the tests

from tests.gongwen.text.phrases import PHRASES  # noqa: E402

from gongwen.facade import read_text  # noqa: E402
from gongwen.text.deadlines import find_deadlines  # noqa: E402
from gongwen.text.resolve import Base  # noqa: E402
from gongwen.text.widths import fold  # noqa: E402

BARS = {"dates": 0.98, "no_date": 0.98, "phones": 0.9, "mailboxes": 0.9}  # share of correct answers of ours
QUICK = 5  # of so many phrases one is asked
LINES: tuple[tuple[str, str, str], ...] = (  # text, its telephone numbers, its mailboxes
    (
        "联系人：林知远，电话：010-55550121，邮箱：lin@keji.example.org",
        "010-55550121",
        "lin@keji.example.org",
    ),
    ("联系人：沈若溪 13800000001", "13800000001", ""),
    ("联系电话：（010）55550122", "010-55550122", ""),
    ("联系电话：010 5555 0123", "010-55550123", ""),
    ("电话：55550124、55550125", "55550124 55550125", ""),
    ("电话：010-55550126/55550127", "010-55550126 55550127", ""),
    ("手机：138 0000 0002（微信同号）", "13800000002", ""),
    ("手机：138-0000-0003", "13800000003", ""),
    ("服务热线：400-555-0128", "400-555-0128", ""),
    ("服务热线：4005550129", "4005550129", ""),
    ("电话：０１０－５５５５０１３０", "010-55550130", ""),
    ("电话：0571—55550131", "0571-55550131", ""),
    ("电话：（0571）5555132", "0571-5555132", ""),
    (
        "请发送至邮箱huiyi_2026@keji.example.org，联系电话010-55550133。",
        "010-55550133",
        "huiyi_2026@keji.example.org",
    ),
    (
        "电子版发至 a.b-c@mail.keji.example.org 和 d@example.org",
        "",
        "a.b-c@mail.keji.example.org d@example.org",
    ),
    ("E-mail：ＬＩＮ＠ｋｅｊｉ．ｅｘａｍｐｌｅ．ｏｒｇ", "", "lin@keji.example.org"),
    ("邮箱：lin @ keji.example.org", "", "lin@keji.example.org"),
    ("邮箱：xuehui@example.org.cn。电话：55550134。", "55550134", "xuehui@example.org.cn"),
    ("传真：010-55550135", "", ""),
    ("邮编：100000，地址：江岚市学府路55号", "", ""),
    ("QQ群：555501360", "", ""),
    ("会议号：555 501 367", "", ""),
    ("账号：6222000055550138000", "", ""),
    ("统一社会信用代码：51100000555501390X", "", ""),
    ("文号：江岚科协发〔2026〕55550140号", "", ""),
    ("时间：20260315-20260320", "", ""),
    ("经费5555014元，编号2026-5555014", "", ""),
    ("网址：www.example.org/2026/55550141.html", "", ""),
    ("报名网址https://example.org/a@b，逾期不候", "", ""),
    ("学会部 欧阳霁 55550142 kepu@example.org", "55550142", "kepu@example.org"),
)
DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?\d{7,8})(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

Ask = Callable[[str, date], set[str]]


@dataclass(frozen=True)
class Question:
    """A text, the day of its notice, and what is to be found in it."""

    text: str
    day: date
    wanted: frozenset[str]


@dataclass
class Tally:
    correct: int = 0
    wrong: int = 0
    missed: int = 0
    seconds: float = 0.0

    @property
    def share(self) -> float:
        return self.correct / max(1, self.correct + self.wrong + self.missed)


def asked_dates(step: int, *, silent: bool) -> list[Question]:
    """Phrases that mean a day, or those that set none; rhythms and events have no day to compare."""
    chosen = [phrase for phrase in PHRASES if (phrase.kind is None if silent else phrase.due is not None)]
    return [
        Question(phrase.text, phrase.base.day, frozenset() if silent else frozenset({str(phrase.due)}))
        for phrase in chosen[::step]
        if phrase.base.day
    ]


def asked_contacts(folders: Iterable[Path], key: str) -> list[Question]:
    day = date(2026, 3, 2)
    place = 1 if key == "phones" else 2
    lines = [Question(line[0], day, frozenset(map(plain, line[place].split()))) for line in LINES]
    return lines + [question for folder in folders for question in annotated(folder, key, day)]


def annotated(folder: Path, key: str, day: date) -> Iterator[Question]:
    for annotation in sorted(folder.glob("*.json")):
        path = annotation.with_suffix(".txt")
        if path.exists():
            known = json.loads(annotation.read_text(encoding="utf-8"))
            items = {
                plain(item) for contact in known.get("contacts") or () for item in contact.get(key) or ()
            }
            yield Question(path.read_text(encoding="utf-8"), day, frozenset(items))


def plain(item: str) -> str:
    """A mailbox in small letters, a number as its digits, both in the usual width and without blanks."""
    item = "".join(unicodedata.normalize("NFKC", item).lower().split())
    return item if "@" in item else "".join(filter(str.isdigit, item.partition("转")[0]))


def our_date(text: str, day: date) -> set[str]:
    found = find_deadlines(fold(text), (0, len(text)), Base(day, day.year))
    return {str(deadline.due) for deadline in found if deadline.due}


def our_contacts(key: str) -> Ask:
    def ask(text: str, _day: date) -> set[str]:
        return {plain(item) for contact in read_text(text).contacts for item in getattr(contact, key)}

    return ask


def floor_date(text: str, day: date) -> set[str]:
    found = DATE.search(text)
    if not found:
        return set()
    year, month, number = (int(part) if part else 0 for part in found.groups())
    try:
        return {str(date(year or day.year, month, number))}
    except ValueError:
        return set()


def floor_items(pattern: re.Pattern[str]) -> Ask:
    return lambda text, _day: set(map(plain, pattern.findall(text)))


def of_jionlp() -> dict[str, Ask] | None:
    """jionlp's answers; None where it is not installed. It greets aloud and logs what it cannot read."""
    if importlib.util.find_spec("jionlp") is None:
        return None
    logging.disable(logging.CRITICAL)
    with redirect_stdout(StringIO()):
        import jionlp

    def dates(text: str, day: date) -> set[str]:
        base = datetime(day.year, day.month, day.day).timestamp()
        return set(filter(None, map(last_day, jionlp.ner.extract_time(text, time_base=base))))

    def phones(text: str, _day: date) -> set[str]:
        return set(map(plain, jionlp.extract_phone_number(text)))

    def emails(text: str, _day: date) -> set[str]:
        return set(map(plain, jionlp.extract_email(text)))

    return {
        "dates": quiet(dates),
        "no_date": quiet(dates),
        "phones": quiet(phones),
        "mailboxes": quiet(emails),
    }


def last_day(found: dict[str, Any]) -> str:
    """The last day of a time that jionlp found; "" for periods and spans without an end."""
    times = found["detail"]["time"] if found["type"].startswith("time_") and found.get("detail") else ()
    last = times[-1] if isinstance(times, list) and times else ""
    return last[:10] if isinstance(last, str) and re.match(r"\d{4}-\d\d-\d\d", last) else ""


def quiet(ask: Ask) -> Ask:
    def asked(text: str, day: date) -> set[str]:
        with redirect_stdout(StringIO()):
            return ask(text, day)

    return asked


def compare(ask: Ask, questions: list[Question]) -> Tally:
    tally = Tally()
    ask(questions[0].text, questions[0].day)  # what is loaded once is no part of a reading
    for question in questions:
        start = time.perf_counter()
        try:
            found = ask(question.text, question.day)
        except Exception:  # a peer's fault is an answer that is missing
            found = set()
        tally.seconds += time.perf_counter() - start
        count(found, question.wanted, tally)
    return tally


def count(found: set[str], wanted: frozenset[str], tally: Tally) -> None:
    """Each thing wanted is found or missed, each other one is wrong; rightly nothing is correct."""
    if not wanted and not found:
        tally.correct += 1
    tally.correct += len(found & wanted)
    tally.wrong += len(found - wanted)
    tally.missed += len(wanted - found)


def row(name: str, who: str, tally: Tally | None, questions: int) -> str:
    if tally is None:
        return f"{name:10} {who:9} not installed"
    taken = f"{1000 * tally.seconds / max(1, questions):8.2f}"
    return f"{name:10} {who:9} {tally.correct:7} {tally.wrong:6} {tally.missed:6} {tally.share:7.3f} {taken}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--quick", action="store_true", help=f"one phrase of {QUICK}")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is missed")
    options = parser.parse_args()
    step = QUICK if options.quick else 1
    asked = {
        "dates": asked_dates(step, silent=False),
        "no_date": asked_dates(step, silent=True),
        "phones": asked_contacts(options.folders, "phones"),
        "mailboxes": asked_contacts(options.folders, "emails"),
    }
    everyone: dict[str, dict[str, Ask] | None] = {"ours": OURS, "jionlp": of_jionlp(), "floor": FLOOR}
    print(f"{'':10} {'':9} {'correct':>7} {'wrong':>6} {'missed':>6} {'share':>7} {'ms a text':>8}")
    figures: dict[str, float] = {}
    for name, questions in asked.items():
        for who, asks in everyone.items():
            tally = compare(asks[name], questions) if asks else None
            print(row(name, who, tally, len(questions)))
            if tally:
                figures[f"{name}_{who}"] = tally.share
    missed = [name for name, bar in BARS.items() if figures[f"{name}_ours"] < bar]
    for name in missed:
        print(f"{name} of ours {figures[f'{name}_ours']:.3f} is below its bar {BARS[name]:g}")
    print("figures: " + " ".join(f"{name}={value:.3f}" for name, value in figures.items()))
    return int(options.check and bool(missed))


OURS: dict[str, Ask] = {
    "dates": our_date,
    "no_date": our_date,
    "phones": our_contacts("phones"),
    "mailboxes": our_contacts("emails"),
}
FLOOR: dict[str, Ask] = {
    "dates": floor_date,
    "no_date": floor_date,
    "phones": floor_items(PHONE),
    "mailboxes": floor_items(EMAIL),
}

if __name__ == "__main__":
    sys.exit(main())
