"""Rows of what was found, from both sides: the desks of both reports look."""

from __future__ import annotations

from collections.abc import Iterable

from quanjing.likeness.actions.finding import Found
from quanjing.likeness.models import Likeness, ReferenceText

Row = tuple[int, int, float]  # text and other by their sketches, share (0 to 1)


def keep_found(sketch_id: int, found: Iterable[Found], edition: int) -> None:
    """Keep in what a text stands."""
    pairs: list[Row] = []
    references, notices = [], []
    for one in found:
        share = _per_cent(one.match.share)
        if isinstance(one.source, int):
            pairs += both_sides(sketch_id, one.source, one.match.share, one.match.other_share)
        elif isinstance(one.source, ReferenceText):
            row = Likeness(text_id=sketch_id, reference=one.source, share=share, edition=edition)
            references.append(row)
        else:
            notices.append(Likeness(text_id=sketch_id, notice=one.source, share=share, edition=edition))
    keep_pairs(pairs, edition)
    keep_sources(references, notices)


def both_sides(one: int, other: int, share: float, other_share: float) -> list[Row]:
    return [(one, other, share), (other, one, other_share)]


def keep_pairs(rows: Iterable[Row], edition: int) -> None:
    """Set the shares of pairs of texts."""
    made = [
        Likeness(text_id=one, other_id=other, share=_per_cent(share), edition=edition)
        for one, other, share in rows
    ]
    _set(made, "other")


def keep_sources(references: list[Likeness], notices: list[Likeness]) -> None:
    """Set the shares of texts that stand in reference texts and in the notice."""
    _set(references, "reference")
    _set(notices, "notice")


def _set(rows: list[Likeness], source: str) -> None:
    if rows:
        Likeness.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["share", "edition"], unique_fields=["text", source]
        )


def _per_cent(share: float) -> int:
    return round(100 * share)
