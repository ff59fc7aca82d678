"""Reading pages and what the platform says in public."""

from quanjing.portal.queries.addresses import line_url, list_url, page_url, whole_address
from quanjing.portal.queries.finding import find_pages
from quanjing.portal.queries.frame import (
    Frame,
    frame_of,
    front_of,
    lines_of,
    public_kinds,
    suggestions,
)
from quanjing.portal.queries.listed import News, find_listed, listed_news, mapped_lines
from quanjing.portal.queries.pages import (
    ROOT,
    articles_in,
    below,
    home_of,
    live_article,
    live_articles,
    live_by_key,
    live_home,
    live_page,
    mapped_pages,
    portal_is_open,
    words_of_page,
)
from quanjing.portal.queries.versions import forget_version, version

__all__ = [
    "ROOT",
    "Frame",
    "News",
    "articles_in",
    "below",
    "find_listed",
    "find_pages",
    "forget_version",
    "frame_of",
    "front_of",
    "home_of",
    "line_url",
    "lines_of",
    "list_url",
    "listed_news",
    "live_article",
    "live_articles",
    "live_by_key",
    "live_home",
    "live_page",
    "mapped_lines",
    "mapped_pages",
    "page_url",
    "portal_is_open",
    "public_kinds",
    "suggestions",
    "version",
    "whole_address",
    "words_of_page",
]
