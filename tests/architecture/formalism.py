"""What the product must not be made of, as data, and how it is looked for in schema, URLs and texts.

The rules are those of docs/anti-formalism.md. A hit is either a fault or stands in `ALLOWED` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quanjing"


@dataclass(frozen=True)
class Rule:
    """`names` match in identifiers (words joined by _), `words` in texts of either language."""

    key: str
    names: str
    words: str


def _words(*chinese_and_english: str) -> str:
    return "|".join(chinese_and_english)


RULES = (
    Rule(
        "points",
        "points?|scores?|streaks?|badges?|medals?|gamif\\w*|karma|experience_level",
        _words("积分", "加分", "得分", "勋章", "徽章", "连续天数", r"\bearn\w* points?\b", r"\bpoints?\b",
               r"\bbadges?\b", r"\bstreaks?\b"),
    ),
    Rule(
        "check-in",
        "check_?ins?|checked_in|punch(_in)?|clock_in|geo\\w*|latitude|longitude|location|gps|track|face_\\w+",
        _words("打卡", "签到", "考勤", "轨迹", "人脸", r"(?<!精准)定位", r"\bcheck(?:ed|s|ing)?[- ]ins?\b",
               r"\bgeo-?location\b", r"\bGPS\b"),
    ),
    Rule(
        "ranking",
        "rank\\w*|leaderboard|league|top_(units?|persons?|people|organizations?|societies)|best_of|worst_of",
        _words("排名", "排行", "榜单", "光荣榜", "红黑榜", "末位", "名次", r"\brankings?\b", r"\branked\b",
               r"\bleader ?boards?\b", r"\btop (?:ten|units|societies|people)\b", r"\bfastest\b"),
    ),
    Rule(
        "reading time or opening",
        "opened(_\\w+)?|(first_|last_)?(seen|viewed|clicked)(_\\w+)?|read_(at|by|on|time|count|seconds|minutes)"
        "|(views?|opens?|clicks?)_count|view_counts?|dwell\\w*|reading_(time|seconds|minutes)|minutes_read"
        "|study_(minutes|seconds|time)|open_rate|read_rate|read_receipts?",
        _words("阅读时长", "学习时长", "在线时长", "停留时间", "打开率", "阅读率", "点击率", "已读人数",
               r"\breading time\b", r"\bopen rate\b", r"\bread receipts?\b", r"\btimes? (?:read|opened)\b"),
    ),
    Rule(
        "log-in statistics",
        "last_(login|sign_in|active|visit|online)|log_?in_\\w+|sign_in_(count|time|at|rate)|online_\\w+"
        "|logout_time|session_(seconds|minutes|length)|activity_(level|rate)|accesslog\\w*",
        _words("登录率", "登录次数", "上线率", "活跃度", "活跃率", "日活", "最近登录", "在线人数",
               r"\b(?:log|sign)-?ins? (?:rate|count|statistics)\b", r"\blast (?:login|sign-in|seen)\b",
               r"\bactivity level\b"),
    ),
    Rule(
        "likes, votes, forwards as evidence",
        "likes?(_count)?|upvotes?|thumbs?\\w*|votes?(_count)?|shares_count|forward_count|followers?",
        _words("点赞", "转发量", "转发次数", "投票数", "粉丝", r"\blikes\b", r"\bupvotes?\b",
               r"\bfollowers?\b"),
    ),
    Rule(
        "persons beyond their post",
        "birth\\w*|date_of_birth|identity_number|id_(card|number)|ethnic\\w*|nationality|religion|health(_\\w+)?"
        "|remarks?_on_person|person_remarks?|portrait|profile_score",
        _words("出生日期", "身份证", "民族", "宗教信仰", "健康状况", "人员画像", r"\bdate of birth\b"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Allowed:
    """A context in which a hit is right: `where` begins its place, `what` is a part of it.

    An empty rule stands for all: sentences that tell people what does not exist here name several.
    """

    rule: str
    where: str
    what: str
    reason: str


ALLOWED: tuple[Allowed, ...] = (
    Allowed("log-in statistics", "schema axes.", "access",
            "the table of the lockout package; its writing is switched off"),
    Allowed("log-in statistics", "schema axes.", "logout_time", "a column of that table, which stays empty"),
    Allowed("reading time or opening", "schema notify.Message", "read_at",
            "puts a message aside for the post itself; nobody else can see or count it"),
    Allowed("", "text home", "Sign-ins are not counted, time online is not measured",
            "the page on personal information says that none of it exists"),
    Allowed("", "text home.po", "不统计登录次数，不计在线时长，不积分", "the same sentence in Chinese"),
    Allowed("", "text accounts.po", "登录只用于确认身份，不统计登录次数和在线时长",
            "the sign-in page says that nothing is counted"),
    Allowed("ranking", "text tasks", "This grid is neither public nor a ranking",
            "says what the grid of coverage is not"),
    Allowed("ranking", "text tasks.po", "本表不公开、不排名", "the same sentence in Chinese"),
    Allowed("points", "schema quiz.", "",
            "results of a voluntary contest, by rules that are published first"),
    Allowed("points", "text quiz", "", "the same results as people read them"),
    Allowed("ranking", "text quiz", "", "the place in such a contest; of units only how many took part"),
    Allowed("check-in", "text tasks.po", "另一侧随之定位",
            "the other column moves to the passage; no place of a person"),
    Allowed("likes, votes, forwards as evidence", "text influence",
            "Likes, forwards, readers and followers are no items", "the formula says what does not count"),
    Allowed("likes, votes, forwards as evidence", "text influence.po", "点赞、转发、阅读和粉丝数量不作为条目",
            "the same sentence in Chinese"),
    Allowed("points", "schema calls.", "", "what a panel gives, by criteria written down before"),
    Allowed("points", "text calls", "", "the same as judges and the desk read it"),
    Allowed("ranking", "schema calls.DecisionLine", "rank", "the place in a direction"),
    Allowed("reading time or opening", "schema calls.Call", "opened_at", "when applicants could begin"),
    Allowed("points", "schema manuscripts.", "point", "a heading of a manuscript, nothing that is earned"),
    Allowed("points", "url /manuscripts/", "point", "the page of one heading of a manuscript"),
    Allowed("points", "text manuscripts", "oint", "the word for a heading of a manuscript"),
    Allowed("reading time or opening", "schema calls.Call", "opened_at",
            "when a call was opened to the bodies; nothing about who read it"),
    Allowed("ranking", "schema calls.DecisionLine", "rank",
            "the place of an application in its direction, by rules published beforehand"),
    Allowed("points", "schema calls.Score", "", "what judges give applications by published criteria"),
    Allowed("likes, votes, forwards as evidence", "text calls", "",
            "the page of a call says that they decide nothing"),
    Allowed("persons beyond their post", "text calls.po", "不得要求", "the page refuses to ask for them"),
    Allowed("reading time or opening", "schema wagtailadmin.EditingSession", "last_seen_at",
            "who has a page open to edit now, so that two do not overwrite each other; gone in an hour"),
    Allowed("points", "schema portal.", "focal_point", "where a picture may not be cut off"),
    Allowed("points", "schema wagtailimages.", "focal_point", "the same in an empty table of Wagtail"),
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: “{self.what}” in {self.where}"


def schema(models: Iterable[type[Model]] | None = None) -> Iterator[tuple[str, str]]:
    """(place, table, model or column) of all models, those of installed packages too."""
    for model in apps.get_models(include_auto_created=True) if models is None else models:
        yield f"schema {model._meta.label}", model._meta.db_table
        yield f"schema {model._meta.label}", re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
        for field in model._meta.concrete_fields:
            yield f"schema {model._meta.label}", str(field.column)


def urls(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(place, name or word of the path) of every pattern."""
    for pattern in resolver.url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from urls(pattern, path)
        elif isinstance(pattern, URLPattern):
            for word in [pattern.name or "", *re.split(r"[/.<>:]", path)]:
                yield f"url /{path}", word.replace("-", "_")


def texts() -> Iterator[tuple[str, str]]:
    """(place, text): translations in both languages, templates without their tags, own scripts."""
    for path in sorted((SOURCE / "locale").rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                for text in _flat(message.id, message.string):
                    yield f"text {path.name}", text
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        source = re.sub(r"{#.*?#}|</?[a-z][^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.S)
        yield f"text {path.relative_to(SOURCE).as_posix()}", source
    for path in sorted(SOURCE.rglob("static/**/*.js")):
        if "vendor" not in path.parts:
            yield f"text {path.relative_to(SOURCE).as_posix()}", path.read_text(encoding="utf-8")


def _flat(*parts: object) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple | list):
            yield from _flat(*part)


def hits_in_names(places: Iterable[tuple[str, str]]) -> Iterator[Hit]:
    """Identifiers of which a part is a forbidden word."""
    for where, name in places:
        for rule in RULES:
            if re.search(rf"(?:^|_)(?:{rule.names})(?:_|$)", name.lower()):
                yield Hit(rule.key, where, name)


def hits_in_texts(places: Iterable[tuple[str, str]]) -> Iterator[Hit]:
    """Texts in which a forbidden word occurs; the hit is the line."""
    for where, text in places:
        for rule in RULES:
            for line in text.splitlines():
                if re.search(rule.words, line, re.IGNORECASE):
                    yield Hit(rule.key, where, line.strip())


def faults(hits: Iterable[Hit], allowed: Iterable[Allowed] = ALLOWED) -> list[str]:
    """The hits that no reason allows."""
    reasons = list(allowed)
    return [str(hit) for hit in hits if not any(_fits(one, hit) for one in reasons)]


def unused(hits: Iterable[Hit]) -> list[Allowed]:
    """Reasons that allow nothing any more."""
    found = list(hits)
    return [one for one in ALLOWED if not any(_fits(one, hit) for hit in found)]


def _fits(one: Allowed, hit: Hit) -> bool:
    return one.rule in ("", hit.rule) and hit.where.startswith(one.where) and one.what in hit.what
