"""Reading pages and what the platform says in public."""

from quanjing.portal.queries.finding import find_pages
from quanjing.portal.queries.frame import (
    Frame,
    frame_of,
    front_of,
    lines_of,
    list_url,
    page_url,
    public_kinds,
    suggestions,
    whole_address,
)
from quanjing.portal.queries.pages import (
    ROOT,
    articles_in,
    below,
    home_of,
    live_by_key,
    live_home,
    live_page,
    mapped_pages,
    portal_is_open,
    version,
    words_of_page,
)

__all__ = [
    "ROOT",
    "Frame",
    "articles_in",
    "below",
    "find_pages",
    "frame_of",
    "front_of",
    "home_of",
    "lines_of",
    "list_url",
    "live_by_key",
    "live_home",
    "live_page",
    "mapped_pages",
    "page_url",
    "portal_is_open",
    "public_kinds",
    "suggestions",
    "version",
    "whole_address",
    "words_of_page",
]
