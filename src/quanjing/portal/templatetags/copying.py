"""What the copy for other channels needs: styles inside of every element, nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from lxml import html
from wagtail.rich_text import expand_db_html

from quanjing.portal.blocks import rows_of
from quanjing.portal.templatetags.portal import whole_address

register = template.Library()
STYLES = {
    "p": "margin:0 0 16px",
    "h2": "font-size:19px;margin:24px 0 8px",
    "h3": "font-size:17px;margin:16px 0 8px",
    "ul": "margin:0 0 16px;padding-left:24px",
    "ol": "margin:0 0 16px;padding-left:24px",
    "a": "color:#1b4f82",
}


@register.filter
def inline_styles(text: Any) -> SafeString:
    """Rich text with its styles in every element and whole addresses."""
    root = html.fragment_fromstring(expand_db_html(text.source), create_parent="div")
    for element in root.iter():
        if element.tag in STYLES:
            element.set("style", STYLES[element.tag])
        target = element.get("href", "")
        if target.startswith("/"):
            element.set("href", whole_address(target))
    return mark_safe("".join(html.tostring(child, encoding="unicode") for child in root))


@register.filter
def cells(value: Any) -> list[list[str]]:
    return rows_of(value["cells"])
