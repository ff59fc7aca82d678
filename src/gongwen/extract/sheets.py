"""The blank form found in an attachment: header fields, blocks, rows that repeat, hints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongwen.extract.fields import field_type, keyed, known_key
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField, Span
from gongwen.parse.layout import Layout, Paragraph

_HEADER = re.compile(r"(?P<label>[^,。;:()]{1,16}(?:\([^()]{1,12}\))?)\s?:\s?(?P<rest>[_ ]*)")
_OPTIONAL = re.compile(r"如[有无]|若有|有则|没有可不填|如[^,。;()]{0,24}(?:请|可)填写|选填")
_NAMED = re.compile(r"(?:注明|写明|列明|标明)(?P<names>[^。;()]{2,40}?)(?=[,。;()]|$)")
_LISTED = re.compile(r"(?:请填写|包括|包含)(?P<names>[^。;()]{2,40}?)(?=[,。;()]|$)")
_EXAMPLE = re.compile(r"填写示例|示例|例如|举例")
_EXAMPLE_PERSON = re.compile(r"\d[.、]\s?[一-龥]{2,4},\s?[^\d]{3,}")
_REPEATS = re.compile(r"可(?:加|另加|添加|自行增加)行|逐[人项条]|名单|每[人项]一行|可多项|可增加")
_LIST_COLUMNS = 3  # columns from which a row of labels is the head of a list
_HINT_IN_LABEL = re.compile(r"\(([^()]{4,})\)$")


@dataclass(frozen=True, slots=True)
class _Row:
    texts: tuple[str, ...]
    folded: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(bool(text) for text in self.folded)


def find_sheet(layout: Layout, title: str, paragraphs: Iterable[Paragraph]) -> Sheet | None:
    """The form in an attachment's paragraphs; None where they hold neither a table nor header fields."""
    lines = list(paragraphs)
    rows = [_row(layout, p) for p in lines if p.cells]
    header = _header_fields(layout, lines)
    if not rows:
        return None
    blocks: list[SheetBlock] = []
    if header:
        blocks.append(SheetBlock("header", "", tuple(header)))
    for block in _blocks(rows):
        number = len(blocks) + (0 if header else 1)
        blocks.append(
            SheetBlock(f"b{number}", block.label, block.fields, block.repeat, block.optional, block.hint)
        )
    return Sheet(title, tuple(blocks)) if blocks else None


def _row(layout: Layout, paragraph: Paragraph) -> _Row:
    def cut(text: str, cells: tuple[Span, ...]) -> tuple[str, ...]:
        return tuple(text[start:end].strip() for start, end in cells)

    return _Row(cut(layout.text, paragraph.cells), cut(layout.folded, paragraph.cells))


def _header_fields(layout: Layout, lines: list[Paragraph]) -> list[SheetField]:
    """Lines such as 学会名称： above the table, one field each; several may share a line."""
    labels: list[str] = []
    for line in lines:
        if line.cells:
            break
        at = line.start
        while found := _HEADER.match(layout.folded, at, line.end):
            labels.append(layout.text[found.start("label") : found.end("label")].strip())
            at = found.end()
        if at != line.start and at < line.end:
            labels.pop()
    return keyed(labels)


def _blocks(rows: list[_Row]) -> list[SheetBlock]:
    """The rows of one table as blocks: a list under column heads, or one block a row."""
    blocks: list[SheetBlock] = []
    pairs: list[str] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        body = _list_rows(rows, at)
        if body:
            blocks += _pair_block(pairs)
            pairs = []
            blocks.append(_list_block(row, rows[at + 1 : at + 1 + body]))
            at += body
        elif _is_pairs(row):
            pairs += [text for text in row.texts[::2] if text]
        elif row.filled:
            blocks += _pair_block(pairs)
            pairs = []
            blocks.append(_text_block(row))
        at += 1
    return blocks + _pair_block(pairs)


def _list_rows(rows: list[_Row], at: int) -> int:
    """How many rows below this one belong to it as the head of a list; 0 where it is no head."""
    head = rows[at]
    if (
        len(head.texts) < _LIST_COLUMNS
        or head.filled < len(head.texts)
        or any(len(t) > 20 for t in head.texts)
    ):
        return 0
    count = 0
    for row in rows[at + 1 :]:
        empty = sum(not text or text.isdigit() or text in ("...", "…") for text in row.folded)
        example = bool(_EXAMPLE.search("".join(row.folded)))
        if len(row.texts) != len(head.texts) or (empty * 2 < len(row.texts) and not example):
            break
        count += 1
    return count or (1 if at == len(rows) - 1 else 0)


def _list_block(head: _Row, body: list[_Row]) -> SheetBlock:
    labels = [label for label in head.texts if label not in ("序号", "编号")]
    hint = " ".join(text for row in body for text in row.texts if _EXAMPLE.search(text))
    return SheetBlock("", "", tuple(keyed(labels)), repeat=True, hint=hint)


def _is_pairs(row: _Row) -> bool:
    """A row of labels each followed by an empty cell: 姓名 □ 性别 □."""
    labels, blanks = row.folded[::2], row.folded[1::2]
    return len(row.texts) >= 2 and any(labels) and not any(blanks) and all(len(t) <= 16 for t in labels)


def _pair_block(labels: list[str]) -> list[SheetBlock]:
    if len(labels) == 1:
        return [SheetBlock("", labels[0], (SheetField("text", labels[0], FieldType.LONGTEXT),))]
    return [SheetBlock("", "", tuple(keyed(labels)))] if labels else []


def _text_block(row: _Row) -> SheetBlock:
    label = row.texts[0]
    hint = " ".join(text for text in row.texts[1:] if text)
    folded = " ".join(row.folded)
    fields = _asked_fields(folded)
    repeat = len(fields) > 1 or bool(_REPEATS.search(folded))
    fields = fields or [SheetField("text", label, FieldType.LONGTEXT)]
    inside = _HINT_IN_LABEL.search(row.folded[0])
    if inside and not hint:
        hint, label = label[inside.start() + 1 : -1], label[: inside.start()]
    return SheetBlock("", label, tuple(fields), repeat, bool(_OPTIONAL.search(folded)), hint)


def _asked_fields(folded: str) -> list[SheetField]:
    """Fields named in the hint: 请注明姓名、职务及感悟内容; or shown by an example of a person."""
    for pattern in (_NAMED, _LISTED):
        found = pattern.search(folded)
        if found is None:
            continue
        names = [name for name in re.split(r"[、,及和与]", found["names"]) if 1 < len(name) <= 10]
        if len(names) > 1 and any(known_key(name) for name in names):
            return _labelled(names)
    if _EXAMPLE_PERSON.search(folded) and _EXAMPLE.search(folded):
        return _labelled(["姓名", "职务"])
    return []


def _labelled(names: list[str]) -> list[SheetField]:
    fields = keyed(["内容" if name.endswith("内容") else name for name in names])
    return [
        SheetField(f.key, f.label, FieldType.LONGTEXT if f.key == "text" else field_type(f.label))
        for f in fields
    ]
