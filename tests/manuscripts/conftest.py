"""A call for suggestions that three societies answered, and a manuscript begun on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanjing.foundation.actor import Actor
from quanjing.manuscripts.actions import open_compilation
from quanjing.manuscripts.models import Compilation, Point
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Entry
from tests.collation.conftest import Call, Send, call, send
from tests.world import World, person, post

__all__ = ["call", "send"]

SAME = "建议把科普场馆的运行经费列入县级财政预算，按实际开放天数核拨，每年公布一次使用情况，由学会参加评估。"
TEA = f"乡镇科普场馆建得起、用不起。{SAME}"
NURSING = "社区急救培训师资不足，建议由学会统一教材，医院每月轮派护士。"
MATHS = f"县以下科普馆普遍缺运行费。{SAME}"


@pytest.fixture
def editor(world: World) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def second(world: World) -> Actor:
    """Another officer of the same body."""
    return world.actor(post(world.association, "编辑", Role.OFFICER, person("mei", "梅若谷")))


@pytest.fixture
def head(world: World) -> Actor:
    return world.actor(post(world.association, "处长", Role.HEAD, person("chief", "柏景行")))


@pytest.fixture
def entries(world: World, call: Call, send: Send) -> list[Entry]:
    """One accepted text each of the mathematical, the tea and the nursing society, as the tree has them."""
    texts = ((world.mathematics, "陆闻溪", MATHS), (world.tea, "周予安", TEA), (world.nursing, "", NURSING))
    sent = [send(body, call.texts, {"name": name, "post": "", "text": text}) for body, name, text in texts]
    return [one.entries.get() for one in sent]


@pytest.fixture
def compilation(editor: Actor, call: Call, entries: list[Entry]) -> Compilation:
    choice = f"{call.thoughts.code}.{call.texts.pk}"
    return open_compilation(actor=editor, directive=call.directive, title="建言汇编", choices=[choice])


def texts_of(compilation: Compilation) -> list[tuple[str, str]]:
    found = Point.objects.filter(compilation=compilation).order_by("position")
    return [(one.title, one.text) for one in found]


def sources_of(point: Point) -> list[int]:
    return list(point.sources.order_by("pk").values_list("entry_id", flat=True))


Handler = Callable[[Organization], Actor]
