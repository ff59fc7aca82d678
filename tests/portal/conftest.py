"""A portal in the small world: two editors of the association, a column, an article, a story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image

from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.portal.actions import open_portal
from quanjing.portal.enums import Subject
from quanjing.portal.models import ArticlePage, ColumnPage, HomePage, StoryPage
from tests.world import World, person, post


@dataclass
class Portal:
    """`editor` writes, `second` signs off; both are officers of the association."""

    world: World
    editor: Post
    second: Post
    home: HomePage
    column: ColumnPage
    article: ArticlePage

    @property
    def actor(self) -> Actor:
        return self.world.actor(self.editor)

    def story(self, **changed: Any) -> StoryPage:
        """A story of a person, written and not yet submitted."""
        fields = {"title": "茶园里的气象站", "summary": "三年开课九十六次。", "subject": Subject.PERSON}
        made: StoryPage = ColumnPage.objects.get(pk=self.column.pk).add_child(
            instance=StoryPage(day=date(2026, 9, 2), live=False, **{**fields, **changed})
        )
        made.save_revision(user=self.editor.holder)
        return made


def publish(page: Any) -> Any:
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def drawn(width: int = 40, height: int = 30) -> ContentFile[bytes]:
    """A picture of one colour."""
    data = BytesIO()
    Image.new("RGB", (width, height), "#9c2a1f").save(data, "PNG")
    return ContentFile(data.getvalue(), "picture.png")


def build_portal(world: World) -> Portal:
    cache.clear()  # pictures that another test had cut
    second = post(world.association, "宣传处 专员", Role.OFFICER, person("second", "苏映川"))
    home = open_portal(
        actor=world.actor(world.officer), name="江岚省学会工作平台", english="Jianglan Societies"
    )
    column = home.add_child(
        instance=ColumnPage(
            title="学会服务基层", slug="service", summary="学会在基层做了什么。", show_in_menus=True
        )
    )
    article = column.add_child(
        instance=ArticlePage(
            title="社区急救课的同一本教材", slug="first-aid", day=date(2026, 9, 1),
            summary="三家学会共编共用。",
            body=[("text", "<p>护理学会与数学学会把教材编成一本。</p>")],
        )
    )  # fmt: skip
    for page in (HomePage.objects.get(url_path="/portal/en/"), home, column, article):
        publish(page)
    return Portal(
        world, world.officer, second, HomePage.objects.get(pk=home.pk),
        ColumnPage.objects.get(pk=column.pk), ArticlePage.objects.get(pk=article.pk),
    )  # fmt: skip


@pytest.fixture
def portal(world: World, at_nine: datetime) -> Portal:
    return build_portal(world)
