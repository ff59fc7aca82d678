"""Suggestions of societies, one manuscript, the recipient's answer, and what the public reads of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from quanjing.manuscripts.models import Compilation
from quanjing.organizations.models import Post
from quanjing.submissions.models import Entry
from tests.collation.conftest import call as call
from tests.collation.conftest import send as send
from tests.flow.browsing import Browser
from tests.manuscripts.conftest import NURSING, SAME, TEA
from tests.manuscripts.conftest import compilation as compilation
from tests.manuscripts.conftest import editor as editor
from tests.manuscripts.conftest import entries as entries
from tests.portal.conftest import build_portal
from tests.world import World

WRITTEN = "建议将运行经费列入县级预算。"
INTERNAL = "经与三个处室商量，拟列入明年预算。"
PUBLIC = "建议已采纳，列入明年预算。"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def test_from_suggestions_to_an_answer_that_the_public_reads(
    world: World, compilation: Compilation, entries: list[Entry], client_of: Callable[[Post], Client]
) -> None:
    portal = build_portal(world)
    officer, reader = Browser(client_of(portal.editor)), Browser(Client())
    compiled(officer, compilation, entries)
    answered(officer, compilation)
    assert PUBLIC not in reader.go("/p/lists/answers/")
    released(officer)
    shown = reader.go("/p/lists/answers/")
    assert "科普场馆有了运行经费" in shown
    assert PUBLIC in shown
    assert "省科协党组" in shown
    for place in ("/p/", "/p/find/?q=运行经费", "/p/lists/answers/"):
        said = reader.go(place)
        assert "科普场馆有了运行经费" in said, place
        for hidden in (INTERNAL, SAME, TEA, NURSING, "周予安", WRITTEN):
            assert hidden not in said, place
    assert "科普场馆有了运行经费" in Client().get("/p/feed.xml").content.decode()
    taken_back(officer, reader)


def compiled(officer: Browser, compilation: Compilation, entries: list[Entry]) -> None:
    """Two suggestions in one point, its words, a version."""
    place = f"/manuscripts/{compilation.code}/"
    officer.go(place)
    wanted = [entries[0].code, entries[1].code]
    officer.press("新建要点", {"entry": wanted, "title": "保障科普场馆运行经费"})
    officer.go(place)
    officer.follow("编辑")
    officer.press("保存", {"text": WRITTEN})
    officer.go(place)
    officer.press("定稿")


def answered(officer: Browser, compilation: Compilation) -> None:
    """Passed on, and answered in words that stay inside."""
    officer.go(f"/manuscripts/{compilation.code}/versions/1/")
    officer.press("登记报送", {"recipient": "省科协党组", "sent_on": "2026-09-03"})
    officer.follow("登记答复")
    typed = {"given_on": "2026-09-03", "text": INTERNAL, "place": officer.options("place")[0]}
    assert INTERNAL in officer.press("登记并告知来稿单位", typed)


def released(officer: Browser) -> None:
    """Set free in words that somebody has read."""
    officer.go("/portal/answers/")
    officer.follow("打开")
    assert INTERNAL in officer.text
    typed = {"title": "科普场馆有了运行经费", "text": PUBLIC}
    officer.press("公开", typed, status=422)  # not without having read it
    officer.press("公开", {**typed, "checked": "on"})


def taken_back(officer: Browser, reader: Browser) -> None:
    officer.go("/portal/answers/")
    officer.follow("打开")
    officer.press("不再公开")
    assert PUBLIC not in reader.go("/p/lists/answers/")
    assert "科普场馆有了运行经费" not in reader.go("/p/")
