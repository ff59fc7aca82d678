"""Pages as readers find them: published ones alone, by their address."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page

from quanjing.portal.models import ENGLISH, ArticlePage, ColumnPage, HomePage, StoryPage

ROOT = "/portal/"  # where the first page lies in the tree of pages


def home_of(language: str = "zh-hans") -> HomePage | None:
    """The first page in a language, published or not."""
    address = f"{ROOT}{ENGLISH}/" if language == "en" else ROOT
    return HomePage.objects.filter(url_path=address).select_related("organization").first()


def live_home(language: str) -> HomePage | None:
    """The published first page in a language, otherwise the Chinese one."""
    found = {
        page.language: page for page in HomePage.objects.filter(live=True).select_related("organization")
    }
    return found.get(language) or found.get("zh-hans")


def live_page(path: str) -> Any | None:
    """The published page at an address below /p/, as what it is."""
    found = Page.objects.filter(url_path=f"{ROOT}{path}", live=True).first()
    return found.specific if found else None


def live_by_key(key: int) -> Page | None:
    return Page.objects.filter(pk=key, live=True, url_path__startswith=ROOT).first()


def live_articles(language: str, column: str = "") -> Any:
    """Published articles and stories in a language, of one column where its slug is named."""
    pages: Any = in_language(Page.objects.filter(live=True, url_path__startswith=ROOT), language)
    found = pages.type(ArticlePage, StoryPage)
    if column:
        above = ColumnPage.objects.filter(slug=column, live=True).first()
        found = found.descendant_of(above) if above is not None else found.none()
    return found.specific()


def live_article(number: int) -> Any | None:
    """One published article or story, whole."""
    found = live_by_key(number)
    page = found.specific if found is not None else None
    return page if isinstance(page, ArticlePage | StoryPage) else None


def below(page: Page) -> QuerySet[Any]:
    """Published pages below one."""
    return Page.objects.descendant_of(page).filter(live=True)


def in_language(pages: QuerySet[Any], language: str) -> QuerySet[Any]:
    """English pages stand below the English first page, all others are Chinese."""
    english = {"url_path__startswith": f"{ROOT}{ENGLISH}/"}
    return pages.filter(**english) if language == "en" else pages.exclude(**english)


def articles_in(page: Page) -> list[Any]:
    """Articles and stories below a column, the newest first, without their texts: two queries."""
    found: list[Any] = []
    for model in (ArticlePage, StoryPage):
        rows = model.objects.descendant_of(page).filter(live=True).defer("body").select_related("picture")
        found += rows.order_by("-day", "-pk")
    return sorted(found, key=lambda one: (one.day, one.pk), reverse=True)


def newest(model: type[Any], language: str, most: int) -> list[Any]:
    """The newest published articles or stories in a language."""
    rows = in_language(model.objects.filter(live=True), language).defer("body")
    pictured = rows.select_related("picture").prefetch_related("picture__renditions")
    return list(pictured.order_by("-day", "-pk")[:most])


def columns_below(home: Page) -> list[ColumnPage]:
    """The columns of a first page in the order of the tree."""
    return list(ColumnPage.objects.child_of(home).filter(live=True))


def words_of_page(page: Any) -> tuple[str, str, date | None]:
    """Title, words and day of a page, for the index."""
    parts = [getattr(page, name, "") for name in ("summary", "byline", "unit", "lead", "source_name")]
    body = getattr(page, "body", None)
    if body is not None:
        parts += [strip_tags(re.sub(r"</(p|h2|h3|li)>", " ", str(block))) for block in body]
    day = getattr(page, "day", None)
    if day is None and page.first_published_at:
        day = timezone.localtime(page.first_published_at).date()
    return page.title, "\n".join(part for part in parts if part), day


def mapped_pages() -> list[Page]:
    """Every published page with the day of its last change: one query."""
    return list(Page.objects.filter(live=True, url_path__startswith=ROOT).order_by("path"))


def portal_is_open() -> bool:
    """Whether a first page is published."""
    return HomePage.objects.filter(live=True).exists()
