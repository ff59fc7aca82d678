"""What stands around every public page, and what the first page is made of: a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.models import Page

from quanjing.foundation import clock, public
from quanjing.foundation.public import PublicFacts, PublicKind
from quanjing.manuscripts.models import Choice, VersionSource
from quanjing.portal.enums import ColumnKind
from quanjing.portal.models import (
    ENGLISH,
    ArticlePage,
    ColumnPage,
    HomePage,
    PublicationsPage,
    Release,
    StoryPage,
)
from quanjing.portal.queries.addresses import list_url, page_url
from quanjing.portal.queries.listed import News, kinds_with_lines, listed_news
from quanjing.portal.queries.pages import columns_below, home_of, newest
from quanjing.submissions.models import Entry

NEWEST, STORIES, LINES = 7, 3, 4


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """`home` is None before the portal is opened."""

    home: HomePage | None
    language: str
    columns: Sequence[Place]  # pages that stand in menus
    lists: Sequence[Place]
    front: str  # address of the first page in this language

    @property
    def place(self) -> Place | None:
        """Where in the bar the reader is."""
        return next((one for one in (*self.columns, *self.lists) if one.is_current), None)

    @property
    def lead_language(self) -> str:
        """The language of the line below the name, where it is another than the page's."""
        lead = self.home.lead if self.home else ""
        other = "zh-Hans" if self.language == "en" else "en"
        return other if lead and lead.isascii() == (other == "en") else ""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    column: ColumnPage
    articles: int
    newest: Any


def frame_of(language: str, current: str) -> Frame:
    """The bar of the portal: pages that stand in menus, then the lists that have lines. Three queries."""
    home = home_of(language) or home_of()
    pages = Page.objects.child_of(home).filter(live=True, show_in_menus=True) if home is not None else ()
    columns = [_place(page.title, page_url(page), current) for page in pages]
    lists = [_place(kind.label, list_url(kind.code, language), current) for kind in kinds_with_lines()]
    front = reverse("wagtail_serve", args=[f"{ENGLISH}/" if language == "en" else ""])
    return Frame(home, language, columns, lists, front)


def _place(label: str | Promise, url: str, current: str) -> Place:
    return Place(str(label), url, current.startswith(url))


def lines_of(code: str, most: int) -> list[PublicFacts]:
    """The first lines of one of the platform's lists."""
    kind = public.kind_of(code)
    return [kind.facts(thing) for thing in islice(kind.things()[:most], most)] if kind else []


def column_lines(home: Page) -> list[ColumnLine]:
    """Each column with the number of its articles and the newest of them: five queries."""
    columns = columns_below(home)
    width = (home.depth + 1) * Page.steplen
    counts: Counter[str] = Counter()
    newest_of: dict[str, Any] = {}
    for model in (ArticlePage, StoryPage):
        live = model.objects.descendant_of(home).filter(live=True).order_by()
        grouped = live.annotate(top=Substr("path", 1, width)).values("top")
        rows = list(grouped.annotate(count=Count("pk"), last=Max("day")))
        last = Q(pk=None)
        for row in rows:
            counts[row["top"]] += row["count"]
            last |= Q(path__startswith=row["top"], day=row["last"])
        for page in live.filter(last).defer("body").order_by("day", "pk"):
            known = newest_of.get(page.path[:width])
            if known is None or page.day >= known.day:
                newest_of[page.path[:width]] = page
    return [ColumnLine(one, counts[one.path], newest_of.get(one.path)) for one in columns]


def front_of(home: HomePage) -> dict[str, Any]:
    """What the first page shows."""
    language = home.language
    feature = home.feature.specific if home.feature_id and home.feature and home.feature.live else None
    lines = column_lines(home)
    return {
        "feature": feature,
        "above": next((one for one in lines if feature and feature.path.startswith(one.column.path)), None),
        "newest": news_of(language),
        "columns": lines[:LINES],
        "stories": newest(StoryPage, language, STORIES),
        "library": next((one.column for one in lines if one.column.kind == ColumnKind.STORIES), None),
        "answers": lines_of("answers", 2),
        "asks": lines_of("asks", 3),
        "numbers": suggestions_of_year(clock.today().year),
        "publications": PublicationsPage.objects.child_of(home).filter(live=True).first(),
    }


def news_of(language: str) -> list[News]:
    """The newest of what was written and of what the lists say, in one order: a query a list."""
    written = [
        News(one.title, page_url(one), one.day, one.summary, one.source_name or one.byline)
        for one in newest(ArticlePage, language, NEWEST)
    ]
    others = listed_news(language, NEWEST, without="answers")  # these have a place of their own
    found = [*written, *others]
    return sorted(found, key=lambda one: one.day, reverse=True)[:NEWEST]


def suggestions() -> list[dict[str, int]]:
    """The numbers of this year and the two before it."""
    return [suggestions_of_year(clock.today().year - back) for back in range(3)]


def public_kinds() -> list[PublicKind]:
    return public.kinds()


def suggestions_of_year(year: int) -> dict[str, int]:
    """Entries of a year that a manuscript was compiled from, those passed on in it, answers set free."""
    chosen = Choice.objects.filter(task=OuterRef("submission__assignment__task"), block=OuterRef("block"))
    sent = Entry.objects.filter(Exists(chosen), submission__submitted_at__year=year)
    used = VersionSource.objects.filter(version__forwards__sent_on__year=year)
    return {
        "received": sent.count(),
        "adopted": used.aggregate(count=Count("entry", distinct=True))["count"],
        "answered": Release.objects.filter(answer__given_on__year=year).count(),
        "year": year,
    }
