"""What the templates of the portal ask for."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from quanjing.foundation import public
from quanjing.portal import queries
from quanjing.portal.models import ArticleFields, ColumnPage, HomePage
from quanjing.portal.queries import Frame

register = template.Library()
CUTS = {"card": "fill-720x300-c60", "lead": "width-1200|jpegquality-82", "body": "width-900|jpegquality-82"}
PATTERNS = 3
SCHEMA = "https://schema.org"
COVERED = 20  # pieces below a column


@register.simple_tag
def portal_frame(path: str = "") -> Frame:
    """What stands around the page, in the language of the page."""
    return queries.frame_of("en" if get_language() == "en" else "zh-hans", path)


@register.simple_tag
def front(home: Any) -> dict[str, Any]:
    """What the first page is made of."""
    return queries.front_of(home)


@register.simple_tag
def articles_of(column: Any) -> list[Any]:
    return queries.articles_in(column)


@register.filter
def address(page: Any) -> str:
    """The address of a page."""
    return queries.page_url(page)


@register.filter
def whole_address(path: str) -> str:
    return queries.whole_address(path)


@register.filter
def cut(picture: Any, size: str) -> Any:
    """The picture cut to one of the sizes in use, about its focal point."""
    return picture.get_rendition(CUTS[size])


@register.filter
def pattern(page: Any) -> int:
    """Which drawing stands for a page without a picture; always the same."""
    return int(page.pk) % PATTERNS


@register.simple_tag
def list_address(code: str) -> str:
    return queries.list_url(code, "en" if get_language() == "en" else "zh-hans")


@register.simple_tag
def line_address(code: str, line: str) -> str:
    return queries.line_url(code, line, "en" if get_language() == "en" else "zh-hans")


@register.simple_tag
def list_kind(code: str) -> Any:
    return public.kind_of(code)


@register.simple_tag
def above(page: Any) -> list[Any]:
    """The first page in its language and the columns above a page."""
    root = 2 if page.language == "en" else 1
    return list(page.get_ancestors().filter(depth__gt=root).order_by("depth"))


@register.simple_tag
def parts_of(column: Any) -> list[Any]:
    """The columns in a column, such as the issues of a periodical, the newest first."""
    return list(ColumnPage.objects.child_of(column).filter(live=True).order_by("-path"))


@register.simple_tag
def covered(column: Any) -> list[Any]:
    """What outlets wrote on the topic of a column."""
    return list(column.coverage.all()[:COVERED])


@register.filter
def tail(page: Any) -> str:
    """The part of its address below /p/."""
    return str(page.url_path.removeprefix(queries.ROOT))


@register.simple_tag
def structured(page: Any, frame: Frame) -> SafeString:
    """What the page is, for programs: schema.org as JSON that no text can break out of."""
    home = frame.home.title if frame.home else ""
    office = {"@type": "Organization", "name": frame.home.organization.name if frame.home else home}
    said: dict[str, Any] = {
        "@context": SCHEMA, "@type": "WebSite", "name": home, "url": whole_address(frame.front),
        "inLanguage": "en" if frame.language == "en" else "zh-Hans", "publisher": office,
    }  # fmt: skip
    if isinstance(page, ArticleFields):
        del said["name"]
        changed = page.last_published_at or page.latest_revision_created_at
        said |= {
            "@type": "Article", "headline": page.title, "description": page.summary,
            "url": whole_address(address(page)), "datePublished": page.day.isoformat(),
            "author": {"@type": "Organization", "name": page.byline or office["name"]},
        }  # fmt: skip
        if changed:
            said["dateModified"] = changed.isoformat()
        if page.picture:
            said["image"] = whole_address(cut(page.picture, "lead").url)
    places = [] if isinstance(page, HomePage) else [*above(page), page]
    trail = [
        {"@type": "ListItem", "position": number, "name": one.title, "item": whole_address(address(one))}
        for number, one in enumerate(places, 1)
    ]
    found = [said, {"@context": SCHEMA, "@type": "BreadcrumbList", "itemListElement": trail}]
    text = json.dumps(found[: 2 if trail else 1], ensure_ascii=False)
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')
