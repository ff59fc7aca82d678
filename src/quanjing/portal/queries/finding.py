"""The public search: published pages alone, by the segmented words of the product's own index."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from quanjing.portal.queries.pages import ROOT, in_language
from quanjing.search.matching import asked
from quanjing.search.models import Document
from quanjing.search.queries import holding

KIND = "portal_page"
MOST = 50


def find_pages(question: str, language: str) -> tuple[list[tuple[Document, Page]], list[str]]:
    """Published pages with all words of the question, the newest first, and the words; two queries."""
    words = asked(question)
    if not words:
        return [], []
    live = in_language(Page.objects.filter(live=True, url_path__startswith=ROOT), language)
    found = holding(words, KIND).filter(object_id__in=live.values("pk")).order_by("-on", "-pk")[:MOST]
    documents = list(found)
    pages: dict[int, Any] = Page.objects.in_bulk([one.object_id for one in documents])
    return [(one, pages[one.object_id]) for one in documents if one.object_id in pages], words
