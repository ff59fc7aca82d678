"""What is typed on a line, as its pattern takes it; texts stay texts, so that nothing is made a float."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from quanjing.assessment.actions import Said
from quanjing.assessment.enums import PatternKind
from quanjing.assessment.models import Indicator


def said_in(post: QueryDict, lines: Iterable[Indicator]) -> dict[str, Said]:
    """What a page says on these lines; a line that the page did not show is left alone."""
    return {
        one.key: Said(
            value_in(post, one), post.get(f"w-{one.key}", "").strip(), bool(post.get(f"d-{one.key}"))
        )
        for one in lines
        if f"on-{one.key}" in post
    }


def value_in(post: QueryDict, one: Indicator) -> Any:
    """The value of one line; None where nothing was typed."""
    name = f"v-{one.key}"
    if one.pattern == PatternKind.CONDITIONS:
        return post.getlist(name) if post.getlist(name) or f"{name}-none" in post else None
    if one.pattern == PatternKind.RATE:
        both = [post.get(name, "").strip(), post.get(f"{name}-of", "").strip()]
        return both if all(both) else None
    if one.pattern == PatternKind.COMPOSITE:
        parts = {key: post.get(f"{name}-{key}", "").strip() for key, _weight in one.parameters["weights"]}
        return {key: text for key, text in parts.items() if text} or None
    if one.pattern == PatternKind.PANEL:
        return post.get(name, "").replace(",", " ").split() or None
    text = post.get(name, "").strip()
    if one.pattern == PatternKind.VETO:
        return {"yes": True, "no": False}.get(text)
    return text or None
