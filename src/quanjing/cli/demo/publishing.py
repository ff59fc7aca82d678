"""The portal: columns, articles and stories, written by one officer and signed off by the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.html import escape
from wagtail.models import Page

from quanjing.calls.enums import CallKind
from quanjing.cli.demo import portal_texts as texts
from quanjing.cli.demo.pictures import picture
from quanjing.cli.demo.scene import Scene
from quanjing.foundation.actor import Actor
from quanjing.manuscripts.models import Answer
from quanjing.portal.actions import (
    ConsentGiven,
    MediaItem,
    log_coverage,
    open_portal,
    record_consent,
    release,
    take_in,
)
from quanjing.portal.models import (
    ArticlePage,
    ColumnPage,
    HomePage,
    Picture,
    Publication,
    PublicationsPage,
    StoryPage,
)
from quanjing.portal.queries.manuscripts import manuscripts
from quanjing.portal.rules import editors_home

OPENED, RELEASED, NOW = -45, -8, -1
WORDS = {
    "hills": "线描：茶园梯田和初升的太阳",
    "stations": "线描：一排观测站，其中一座标红",
    "rings": "线描：由一点向外的圆环，映在水面",
    "stars": "线描：圆顶观测室上方的星轨",
}
SOURCE = "平台绘制"


class Desk:
    """Who writes and who signs off, and the pictures that are there already."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.writer, self.second = self._person("officer"), self._person("deputy")
        self.pictures: dict[str, Picture] = {}

    def _person(self, username: str) -> Any:
        user = self.scene.posts[username, "officer"].holder
        user.editor = self.scene.actor(username)  # type: ignore[union-attr]  # what the door of the editing pages does
        return user

    @property
    def actor(self) -> Actor:
        editor: Actor = self.writer.editor
        return editor

    def picture(self, motif: str) -> Picture | None:
        if motif and motif not in self.pictures:
            words = WORDS[motif]
            self.pictures[motif] = Picture.objects.create(
                title=words, description=words, source=SOURCE, file=picture(motif)
            )
        return self.pictures.get(motif)

    def publish(self, page: Any) -> None:
        """Submitted by the one, signed off by the other."""
        page.save_revision(user=self.writer, log_action=True)
        page.get_workflow().start(page, self.writer)
        state = page.current_workflow_task_state
        state.task.specific.on_action(state, self.second, "approve")

    def add(self, parent: Page, page: Any) -> Any:
        """A new page below another, public."""
        page.live, page.owner = False, self.writer
        made = Page.objects.get(pk=parent.pk).add_child(instance=page)
        self.publish(made)
        return made


def publishing(scene: Scene) -> Iterator[int]:
    """Opened early, filled over weeks, an answer set free."""
    yield OPENED
    desk = Desk(scene)
    home = open_portal(actor=desk.actor, name="江岚省学会工作平台", english="Jianglan Learned Societies")
    columns = _columns(desk, home)
    yield RELEASED
    _articles(desk, columns)
    _stories(desk, columns["stories"])
    answer = Answer.objects.order_by("given_on").first()
    if answer is not None:
        release(actor=desk.actor, answer=answer, title=texts.RELEASE[0], text=texts.RELEASE[1])
    yield NOW
    items = [
        MediaItem(outlet, title, url, scene.day(offset), columns["service"])
        for outlet, offset, title, url in texts.COVERAGE
    ]
    log_coverage(actor=desk.actor, items=items)
    _essay(desk, columns["service"])
    _first_pages(desk, home, ArticlePage.objects.get(slug="open-labs"))


def _columns(desk: Desk, home: HomePage) -> dict[str, ColumnPage]:
    made = {}
    for title, slug, kind, summary, motif in texts.COLUMNS:
        page = ColumnPage(title=title, slug=slug, kind=kind, summary=summary, picture=desk.picture(motif))
        page.show_in_menus = True
        made[slug] = desk.add(home, page)
    return made


def _body(lines: Sequence[str]) -> list[Any]:
    return [("text", "".join(f"<p>{escape(line)}</p>" for line in lines))]


def _articles(desk: Desk, columns: dict[str, ColumnPage]) -> None:
    for column, title, slug, offset, byline, motif, summary, lines in texts.ARTICLES:
        body = _body(lines)
        if slug == "one-report":
            body.append(("table", {"caption": "合并前后", "cells": texts.TABLE}))
        page = ArticlePage(
            title=title, slug=slug, day=desk.scene.day(offset), byline=byline, summary=summary, body=body,
            picture=desk.picture(motif),
        )  # fmt: skip
        desk.add(columns[column], page)


def _stories(desk: Desk, column: ColumnPage) -> None:
    for title, slug, subject, unit, offset, motif, summary, lines in texts.STORIES:
        page = StoryPage(
            title=title, slug=slug, subject=subject, unit=unit, day=desk.scene.day(offset), summary=summary,
            body=_body(lines), picture=desk.picture(motif), live=False, owner=desk.writer,
        )  # fmt: skip
        story = Page.objects.get(pk=column.pk).add_child(instance=page)
        if story.asks_consent:
            given = ConsentGiven("顾南屏", texts.CONSENT, desk.scene.day(-40))
            record_consent(actor=desk.actor, story=story, given=given)
        desk.publish(story)


def _essay(desk: Desk, column: ColumnPage) -> None:
    """The first essay that was selected is a draft, which waits for its author's agreement."""
    found = manuscripts(editors_home(desk.actor)).filter(call__kind=CallKind.ESSAY).first()
    if found is not None:
        take_in(actor=desk.actor, application=found, column=column)


def _first_pages(desk: Desk, home: HomePage, feature: ArticlePage) -> None:
    """Theory articles, the English side, and at last the first pages themselves."""
    scene = desk.scene
    listed = PublicationsPage(title="理论文章", slug="theory", summary="专家在报刊上发表的文章。")
    listed.publications = [
        Publication(title=title, author=author, outlet=outlet, on=scene.day(offset))
        for title, author, outlet, offset in texts.PUBLICATIONS
    ]
    desk.add(home, listed)
    english = HomePage.objects.get(other_language=home)
    title, slug, offset, summary, lines = texts.ENGLISH
    about = ColumnPage(title="Fewer forms", slug="fewer-forms", summary="What is no longer asked.")
    about.show_in_menus = True
    column = desk.add(english, about)
    pair = ArticlePage.objects.get(slug=slug)
    article = ArticlePage(title=title, slug=slug, day=scene.day(offset), summary=summary, body=_body(lines))
    article.picture, article.other_language = pair.picture, pair
    made = desk.add(column, article)
    pair.other_language = made
    desk.publish(pair)
    first = HomePage.objects.get(pk=home.pk)
    first.feature, first.lead, first.other_language = (
        feature,
        "Jianglan Learned Societies, work in view",
        english,
    )
    desk.publish(first)
    other = HomePage.objects.get(pk=english.pk)
    other.feature = made
    desk.publish(other)
