"""Where public pages stand: no query."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page


def whole_address(path: str) -> str:
    """With scheme and host, for feeds, other sites and copies."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def page_url(page: Page) -> str:
    """The address of a page, by its place in the tree alone."""
    return reverse("wagtail_serve", args=[page.url_path.removeprefix("/portal/")])


def list_url(code: str, language: str) -> str:
    return reverse("portal_list_en" if language == "en" else "portal_list", kwargs={"code": code})


def line_url(code: str, line: str, language: str) -> str:
    """The page of one line of a list."""
    name = "portal_line_en" if language == "en" else "portal_line"
    return reverse(name, kwargs={"code": code, "line": line})
