"""A body with a series of numbers, and documents in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quanjing.documents.actions import begin, open_series, save
from quanjing.documents.models import Document, Series
from quanjing.foundation.actor import Actor
from tests.world import World

Written = Callable[..., Document]

FACTS: dict[str, Any] = {
    "agency": "江岚省科学技术协会",
    "subject": "报送学习情况",
    "date": "2026-09-03",
    "sealed": "yes",
    "addressees": "各市科协\n各省级学会、协会、研究会",
    "basis": [{"title": "关于做好学习工作的通知", "number": "岚社工发〔2026〕9号"}],
    "items": [{"name": "报送情况", "text": "请认真梳理。", "due": "2026年9月15日", "things": "情况统计表"}],
    "annexes": [{"title": "情况统计表", "cells": "序号 | 单位 | 场次\n1"}],
    "contacts": [{"name": "林一舟", "phone": "010-55550101"}],
    "copies": "岚州市民政局",
    "printed_by": "江岚省科学技术协会办公室",
}


@pytest.fixture
def officer(world: World, at_nine: object) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def series(officer: Actor) -> Series:
    return open_series(actor=officer, style="year", prefix="岚科协发")


@pytest.fixture
def written(officer: Actor, series: Series) -> Written:
    """A complete draft of the kind that is asked for; facts may differ."""

    def write(kind: str = "red_head_notice", *, strict: bool = False, **more: Any) -> Document:
        document = begin(actor=officer, kind=kind)
        facts = {**FACTS, **more}
        return save(
            actor=officer, document=document, facts=facts, series=series, strict=strict,
            version=document.version,
        )  # fmt: skip

    return write
