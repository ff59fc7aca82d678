"""A manuscript as plain values: what a version freezes and what an export draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanjing.manuscripts.models import Compilation
from quanjing.manuscripts.queries.writing import points_of

Content = dict[str, Any]  # see `Version.content`


def content_of(compilation: Compilation) -> Content:
    """The manuscript as it stands: title, points in order, each with its sources as the sheets give them."""
    return {
        "title": compilation.title,
        "points": [
            {
                "code": one.point.code,
                "title": one.point.title,
                "text": one.point.text,
                "sources": [
                    {"entry": chip.entry.code, "unit": chip.unit, "title": chip.title, "author": chip.author}
                    for chip in one.chips
                ],
            }
            for one in points_of(compilation)
        ],
    }


def sources_in(content: Content) -> Iterator[tuple[int, Mapping[str, Any], Mapping[str, str]]]:
    """(number of the point, the point, one of its sources) in the order of the manuscript."""
    for number, point in enumerate(content["points"], start=1):
        for source in point["sources"]:
            yield number, point, source
