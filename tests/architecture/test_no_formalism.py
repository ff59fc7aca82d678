"""No formalism: schema, URLs and texts hold nothing of what docs/anti-formalism.md forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern
from tests.architecture.formalism import (
    ALLOWED,
    ROOT,
    RULES,
    SOURCE,
    Hit,
    faults,
    hits_in_names,
    hits_in_texts,
    schema,
    texts,
    unused,
    urls,
)

from quanjing.cli.verbs.serve import server_options
from quanjing.sheets.enums import FieldType
from quanjing.sheets.rules import lacks_purpose


def every_hit() -> list[Hit]:
    found = list(hits_in_names(schema()))
    found += hits_in_names(urls(get_resolver()))
    found += hits_in_texts(texts())
    return found


def test_the_schema_holds_nothing_forbidden() -> None:
    assert faults(hits_in_names(schema())) == []


def test_no_url_leads_to_anything_forbidden() -> None:
    assert faults(hits_in_names(urls(get_resolver()))) == []


def test_no_text_asks_for_anything_forbidden() -> None:
    assert faults(hits_in_texts(texts())) == []


def test_every_allowed_context_has_a_reason_and_is_needed() -> None:
    assert [one for one in ALLOWED if len(one.reason) < 20] == []
    assert unused(every_hit()) == []
    assert {one.rule for one in ALLOWED} <= {"", *(rule.key for rule in RULES)}


def test_what_was_looked_at_is_not_nothing() -> None:
    tables = {place for place, _name in schema()}
    assert {"schema tasks.Assignment", "schema urging.Reminder", "schema accounts.User"} <= tables
    names = {name for _place, name in urls(get_resolver())}
    assert {"task_list", "assignments", "reminder_list"} <= names
    places = {place.removeprefix("text ") for place, _text in texts()}
    assert {"tasks.po", "tasks/templates/tasks/overview.html", "tasks/static/tasks/grid.js"} <= places


PLANTED_COLUMNS = {
    "points": ["points", "total_score", "streak_days"],
    "check-in": ["checkin_at", "check_in", "latitude", "last_location"],
    "ranking": ["rank", "unit_ranking", "leaderboard_place"],
    "reading time or opening": ["opened_at", "read_count", "reading_seconds", "view_count", "first_seen_at"],
    "log-in statistics": ["last_login", "login_count", "online_minutes", "last_active"],
    "likes, votes, forwards as evidence": ["likes", "vote_count", "thumbs_up"],
    "persons beyond their post": ["birth_date", "id_card", "religion"],
}


@pytest.mark.parametrize(
    ("rule", "column"), [(rule, column) for rule, columns in PLANTED_COLUMNS.items() for column in columns]
)
@isolate_apps("quanjing.tasks")
def test_a_planted_column_is_found(rule: str, column: str) -> None:
    meta = type("Meta", (), {"app_label": "tasks"})
    columns = {column: models.IntegerField(), "Meta": meta, "__module__": __name__}
    planted = type("Planted", (models.Model,), columns)
    assert faults(hits_in_names(schema([planted]))) == [f"{rule}: “{column}” in schema tasks.Planted"]


@isolate_apps("quanjing.tasks")
def test_a_planted_table_is_found() -> None:
    meta = type("Meta", (), {"app_label": "tasks"})
    planted = type("UnitRanking", (models.Model,), {"Meta": meta, "__module__": __name__})
    found = faults(hits_in_names(schema([planted])))
    assert found == ["ranking: “unit_ranking” in schema tasks.UnitRanking"]


def planted_resolver(route: str, name: str) -> URLResolver:
    def page(request: object) -> None: ...

    return URLResolver(RegexPattern(r"^/"), [path(route, page, name=name)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("route", "name", "rule"),
    [
        ("units/ranking/", "unit_list", "ranking"),
        ("today/check-in/", "today_plain", "check-in"),
        ("reports/", "login_statistics", "log-in statistics"),
        ("people/<int:id>/points/", "person", "points"),
    ],
)
def test_a_planted_url_is_found(route: str, name: str, rule: str) -> None:
    assert [one.split(":")[0] for one in faults(hits_in_names(urls(planted_resolver(route, name))))] == [rule]


PLANTED_TEXTS = {
    "points": ["本月积分 120", "You earned 5 points"],
    "check-in": ["请先打卡", "每日签到", "Check in here"],
    "ranking": ["各单位报送排名", "红黑榜", "Ranking of societies", "The fastest units"],
    "reading time or opening": ["阅读时长 12 分钟", "打开率", "Reading time", "times opened"],
    "log-in statistics": ["登录率统计", "活跃度", "Last login", "Sign-in rate"],
    "likes, votes, forwards as evidence": ["点赞数", "转发量", "12 likes"],
    "persons beyond their post": ["身份证号", "Date of birth"],
}


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, found in PLANTED_TEXTS.items() for text in found]
)
def test_a_planted_text_is_found(rule: str, text: str) -> None:
    assert [hit.rule for hit in hits_in_texts([("text planted.html", text)])] == [rule]


@pytest.mark.parametrize("text", ["第十五次全国代表大会", "要点", "Sign in", "重点工作", "公示", "签收"])
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert list(hits_in_texts([("text planted.html", text)])) == []


def test_an_allowed_context_allows_nothing_else() -> None:
    elsewhere = [("schema tasks.Assignment", "read_at"), ("schema notify.Message", "opened_at")]
    assert len(faults(hits_in_names(elsewhere))) == 2


@pytest.mark.parametrize(
    ("kind", "required", "hint", "fault"),
    [
        (FieldType.PHOTO, True, "", True),
        (FieldType.PHOTO, True, "   ", True),
        ("video", True, "", True),
        (FieldType.PHOTO, True, "用于核对牌匾样式，年底删除", False),
        (FieldType.PHOTO, False, "", False),
        (FieldType.FILE, True, "", False),
        (FieldType.TEXT, True, "", False),
    ],
)
def test_a_required_photo_or_video_states_its_purpose(
    kind: str, required: bool, hint: str, fault: bool
) -> None:
    assert lacks_purpose(kind, required=required, hint=hint) is fault


def test_sign_ins_are_not_kept() -> None:
    """The lockout counts failures; who came when is kept nowhere."""
    assert settings.AXES_DISABLE_ACCESS_LOG is True
    assert server_options("127.0.0.1", 8000, 1)["accesslog"] is None


def uses(word: str, files: Iterable[Path]) -> list[str]:
    """The apps that use a name."""
    sources = (one for one in files if "migrations" not in one.parts)
    found = (one for one in sources if re.search(rf"\b{word}\b", one.read_text(encoding="utf-8")))
    return sorted({one.relative_to(SOURCE).parts[0] for one in found})


def test_nobody_else_knows_whether_a_message_was_put_aside() -> None:
    assert uses("read_at", SOURCE.rglob("*.py")) == ["notify"]
    assert uses("read_at", SOURCE.rglob("*.html")) == ["notify"]


def is_there(file: Path, test: str) -> bool:
    """Whether a file, and a test in it where one is named, exists."""
    return file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))


def test_the_page_of_rules_names_what_exists() -> None:
    """Every path that docs/anti-formalism.md points to is there."""
    page = (ROOT / "docs" / "anti-formalism.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|tests|docs)/[\w./-]+)(?:::(\w+))?`", page))
    assert named
    assert [f"{file}::{test}" for file, test in sorted(named) if not is_there(ROOT / file, test)] == []
