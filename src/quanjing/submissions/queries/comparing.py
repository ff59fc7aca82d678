"""Two versions side by side, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from quanjing.sheets.models import Block
from quanjing.sheets.queries import headers_of
from quanjing.submissions.models import Entry, Submission
from quanjing.submissions.queries.page import FILE_TYPES

LARGEST_BY_CHARACTER = 4_000_000  # product of both lengths; longer texts are compared by sentences
_SENTENCES = re.compile(r"[^。！？；.!?;\n]*[。！？；.!?;\n]?")

Segment = tuple[str, str]  # ("same" | "del" | "ins", text)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. `place` is "b2.3.name" or "header.name", there `block_label` is empty."""

    place: str
    block_label: str
    row: int
    label: str
    old: str
    new: str
    segments: tuple[Segment, ...]


def compare(old: Submission, new: Submission) -> list[FieldChange]:
    """What changed between two versions for one assignment, in the order of the sheet.

    Rows are matched by block and number: a row that was added or taken away shows all its fields.
    """
    before, after = _by_place(old), _by_place(new)
    labels = _header_labels({place[0] for place in before.keys() | after.keys()})
    names = _file_names(old, new)
    changes = [
        _change(f"header.{key}", "", 0, labels.get(key, key), old.header.get(key), new.header.get(key))
        for key in dict.fromkeys([*old.header, *new.header])
    ]
    if old.is_nil or new.is_nil:
        changes.append(_change("nil", "", 0, _("Nil report"), old.nil_reason, new.nil_reason))
    whole = [_whole_files(one) for one in (old, new)]
    changes.append(_change("files", "", 0, _("Files with the whole item"), *whole))
    for place in sorted(before.keys() | after.keys()):
        changes += _entry_changes(before.get(place), after.get(place), names)
    return [change for change in changes if change.old != change.new]


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """The two texts as one run of pieces that stayed, went and came; joined they give both back."""
    by_character = len(old) * len(new) <= LARGEST_BY_CHARACTER
    before, after = (list(text) if by_character else _SENTENCES.findall(text) for text in (old, new))
    pieces: list[Segment] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(before[i:j])))
            continue
        pieces += [("del", "".join(before[i:j]))] if i < j else []
        pieces += [("ins", "".join(after[k:m]))] if k < m else []
    return tuple(piece for piece in pieces if piece[1])


def as_text(value: object) -> str:
    """A kept value as people read it."""
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return "" if value is None else str(value)


def _by_place(submission: Submission) -> dict[tuple[int, int, int], Entry]:
    return {
        (entry.block.template_id, entry.block.position, entry.row): entry
        for entry in submission.entries.all()
    }


def _header_labels(template_ids: set[int]) -> dict[str, str]:
    return {field.key: field.label for block in headers_of(template_ids) for field in block.fields.all()}


def _file_names(*submissions: Submission) -> dict[str, str]:
    """Code of a stored file -> its name."""
    return {sent.file.code: sent.file.name for one in submissions for sent in one.attachments.all()}


def _whole_files(submission: Submission) -> list[str]:
    """The names of the files that stand in no field."""
    sent = submission.attachments.all()
    return sorted(one.file.name for one in sent if one.entry_id is None and not one.field_key)


def _entry_changes(old: Entry | None, new: Entry | None, names: Mapping[str, str]) -> Iterable[FieldChange]:
    entry = new or old
    assert entry is not None
    block: Block = entry.block
    before = old.values if old else {}
    after = new.values if new else {}
    for field in block.fields.all():
        place = f"{block.key}.{entry.row}.{field.key}"
        values = [before.get(field.key), after.get(field.key)]
        if field.type in FILE_TYPES:
            values = [names.get(str(value), value) for value in values]
        yield _change(place, block.label, entry.row, field.label, *values)


def _change(place: str, block: str, row: int, label: str, old: object, new: object) -> FieldChange:
    before, after = as_text(old), as_text(new)
    pieces = segments(before, after) if before != after else ()
    return FieldChange(place, block, row, label, before, after, pieces)
