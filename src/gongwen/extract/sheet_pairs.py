"""A label and the cell behind it: the fields that the two ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import field_type, known_key
from gongwen.extract.sheet_boxes import Stretch, stretches_of
from gongwen.extract.sheet_grid import Box, Kind, Place
from gongwen.extract.sheet_lines import colon_fields, mixed_fields
from gongwen.extract.sheet_words import Asked
from gongwen.model import FieldType

_CATCHWORD = 16  # characters of a numbered catchword in an answer's place


def placed_in(box: Box, fields: list[Asked]) -> list[Asked]:
    """Fields found in the text of a cell, placed there."""
    return [replace(one, place=replace(one.place, label=box, answer=box)) for one in fields if one.place]


def pair(box: Box, after: Box | None, *, begun: bool) -> tuple[int, list[Asked]]:
    """The fields of a label and the cell behind it, and how many cells the two take."""
    text = box.text
    if words.is_photo(text):
        taken = after is not None and (words.is_blank(after.text) or words.is_photo(after.text))
        label = words.cut_label(text)[0]
        place = Place(Kind.BESIDE, box, after if taken else None)
        return 1 + taken, [Asked(label if label.endswith("照片") else "照片", FieldType.PHOTO, place=place)]
    if stretches := stretches_of(text):
        return 1, placed_in(box, mixed_fields(text, stretches))
    if words.has_boxes(text):
        label = words.cut_label(words.label_of_boxes(text))[0]
        boxed = replace(words.field_of(label, text), place=Place(Kind.OWN, box, box))
        return 1, [boxed] if label and words.options_in(text) else []
    own = _own(box)
    if not words.is_label(text) or (own and not (after and words.is_blank(after.text))):
        return 1, own
    if after is None:
        alone = replace(words.field_of(text), place=Place(Kind.OWN, box, box))
        return 1, [alone] if begun and not words.is_foreign(text) else []
    if _is_prompts(after.text):
        place = Place(Kind.BESIDE, box, after)
        return 2, [] if words.is_foreign(text) else [
            replace(words.field_of(text), type=FieldType.LONGTEXT, hint=after.text, place=place)
        ]
    if (stretches := stretches_of(after.text)) and (several := _several(text, after, stretches)):
        return 2, [] if words.is_foreign(text) else several
    places = (words.is_blank, words.has_boxes, words.is_unit, words.is_ruled)
    if any(is_place(after.text) for is_place in places):
        asked = words.field_of(text, after.text, offered=after.options)
        return 2, [] if words.is_foreign(text) else [replace(asked, place=Place(Kind.BESIDE, box, after))]
    return _explained_pair(box, after)


def date_cells(texts: Sequence[str]) -> int:
    """How many cells a day is divided over: an empty one, 年, an empty one, 月 …; 0 for none."""
    for units in (("年", "月", "日"), ("年", "月")):
        given = [words.folded(text) for text in texts[: 2 * len(units)]]
        if given[1::2] == list(units) and not any(text for text in given[::2] if not text.isdigit()):
            return len(given)
    return 0


def _several(label: str, after: Box, stretches: Sequence[Stretch]) -> list[Asked]:
    """Boxes and more in the cell behind a label; none where that is one question with its boxes."""
    name = words.cut_label(label)[0]
    found = placed_in(after, mixed_fields(after.text, stretches, name))
    if len(found) < 2:
        return []
    return [one if one.label == name else under((label,), [one])[0] for one in found]


def _is_prompts(text: str) -> bool:
    """Numbered catchwords with room below each: 一、主要做法 … 二、取得成效 …."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(
        words.numbered(line) and len(line.strip()) <= _CATCHWORD and words.is_label(words.cut_label(line)[0])
        for line in lines
    )


def _own(box: Box) -> list[Asked]:
    """The fields of a cell that holds labels and blanks only."""
    text = box.text
    fields, whole = colon_fields(text) if "：" in text or ":" in text else ([], False)
    return placed_in(box, fields) if whole else []


def _explained_pair(box: Box, after: Box) -> tuple[int, list[Asked]]:
    """A label beside a hint, beside fields of its own, or beside the list of what to hand in."""
    label = box.text
    if words.is_foreign(label):
        return 1, []
    answer = after.text
    inner = _own(after)
    if inner:
        return 2, under((label,), inner)
    kind = field_type(label)
    if not words.is_hint(answer) and kind is not FieldType.FILE:
        return 1, []
    found = words.field_of(label)
    if kind is FieldType.TEXT and not known_key(label):
        kind = FieldType.LONGTEXT
    options = after.options or words.options_listed(answer)
    hint = " ".join(f"{found.hint} {answer}".split())
    kind = FieldType.CHOICE if options else kind
    place = Place(Kind.BESIDE, box, after)
    return 2, [replace(found, hint=hint, type=kind, options=options, place=place)]


def under(outer: tuple[str, ...], fields: list[Asked]) -> list[Asked]:
    """The fields with the labels that stand outside them."""
    names = [words.cut_label(label)[0] for label in outer]
    return [replace(one, label="/".join([*names, one.label])) for one in fields]
