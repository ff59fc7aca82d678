"""The blocks of one table of a form, read row by row: heads, side labels, pairs, own-cell fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import field_type, known_key
from gongwen.extract.sheet_grid import Box, Grid, Kind, Place
from gongwen.extract.sheet_lines import colon_fields, sentence_fields
from gongwen.extract.sheet_lists import read_under_head
from gongwen.extract.sheet_matrix import Part
from gongwen.extract.sheet_pairs import date_cells, pair, placed_in, under
from gongwen.extract.sheet_words import Asked
from gongwen.model import FieldType
from gongwen.text.widths import fold

_NAMED = re.compile(r"(?:注明|写明|列明|标明)(?P<names>[^。;()]{2,40}?)(?=[,。;()]|$)")
_LISTED = re.compile(r"(?:请填写|包括|包含)(?P<names>[^。;()]{2,40}?)(?=[,。;()]|$)")
_EXAMPLE = re.compile(r"填写示例|示例|例如|举例")
_EXAMPLE_PERSON = re.compile(r"\d[.、]\s?[一-龥]{2,4},\s?[^\d]{3,}")
_REPEATS = re.compile(r"可(?:加|另加|添加|自行增加)行|逐[人项条]|名单|每[人项]一行|可多项|可增加")
_NOTED = re.compile(r"(?P<label>[^:：()（）]{2,30})[:：]\s*(?P<note>[(（][^()（）]*[)）])")
_TOPIC = re.compile(r"如有|请填写$|(?:体会|感悟|建议|献策|情况|事迹|谋划|设想)(?:\(.*\))?$")
_TOPIC_WORDS = re.compile("^如有|请填写$")
_PROSE = re.compile("正文|内容|体会|感悟|事迹|建议")
_NAME = re.compile("^(?:姓名|成员姓名|人员姓名|名称|活动名称|项目名称)$")
_PERSONS = 3  # cells from which on a row may hold persons side by side
_TOPIC_BOXES = 3  # the fewest cells of a row that names a topic and what to say of each person
_EXPLANATION = 20  # characters from which on a cell beside 说明 explains the form
_HEADING = 60  # characters of the longest heading


NOWHERE = Place(Kind.BELOW)


@dataclass(slots=True)
class Form:
    """The parts found so far, and what the next one inherits."""

    parts: list[Part] = field(default_factory=list)
    heading: str = ""  # printed above the next part
    heading_at: Place = NOWHERE  # where the heading stands
    part: int = -1  # of the document, which is being read
    notes: list[str] = field(default_factory=list)  # to the writer
    printed: int = 0  # texts that ask for nothing
    group: Part | None = None  # the block that further pairs join

    def add(self, part: Part) -> None:
        """Add a block; the heading above it is its label."""
        if self.heading:
            label, note = words.cut_label(self.heading)
            part.optional = part.optional or words.is_optional(self.heading)
            part.repeat = part.repeat or bool(part.fields[1:] and _REPEATS.search(fold(self.heading)))
            part.label, part.hint = label, " ".join(filter(None, (note, part.hint)))
            self.heading = ""
        self._place(part.fields)
        self.parts.append(part)
        self.group = None

    def head(self, text: str, box: Box | None = None) -> None:
        """A text that may be the heading of what follows."""
        self.close_heading()
        self.heading, self.heading_at = text, Place(Kind.BELOW, label=box, part=self.part)

    def join(self, fields: list[Asked], *, header: bool = False) -> None:
        """Add fields to the block of single fields that is open, or open one."""
        if self.group is None or self.heading or self.group.header != header:
            part = Part(header=header)
            self.add(part)
            self.group = part
        self._place(fields)
        self.group.fields += fields

    def _place(self, fields: list[Asked]) -> None:
        for at, one in enumerate(fields):
            if one.place and one.place.part < 0:
                fields[at] = replace(one, place=replace(one.place, part=self.part))

    def close_heading(self) -> None:
        """A heading over nothing asks for a text where it speaks of length; else it is only print."""
        if self.heading and words.asks_for_text(self.heading):
            self.add_text()
        elif self.heading:
            self.printed += 1
        self.heading, self.group = "", None

    def add_text(self, hint: str = "", below: Box | None = None) -> None:
        """The heading itself is what the empty space below it asks for."""
        heading, self.heading = self.heading, ""
        place = replace(self.heading_at, answer=below)
        if below is not None and place.part != self.part:
            place = replace(place, part=self.part, above=place.part)
        self.add(text_part(heading, hint, place))

    @property
    def only_header(self) -> bool:
        """Whether nothing but fields above the form's body was found so far."""
        return all(part.header for part in self.parts)


def text_part(label: str, hint: str, place: Place) -> Part:
    """A block with one long text, or with the fields that its hint names."""
    text = fold(f"{label} {hint}")
    name, note = words.cut_label(label)
    fields = asked_fields(text)
    repeat = len(fields) > 1 or bool(_REPEATS.search(text))
    fields = [replace(one, place=place) for one in fields or [Asked(name, FieldType.LONGTEXT)]]
    return Part(name, fields, repeat, words.is_optional(text), " ".join(filter(None, (note, hint))))


def asked_fields(text: str) -> list[Asked]:
    """Fields named in the hint: 请注明姓名、职务及感悟内容; or shown by an example of a person."""
    for pattern in (_NAMED, _LISTED):
        found = pattern.search(text)
        names = re.split(r"[、,及和与]", found["names"]) if found else []
        names = [name for name in names if 1 < len(name) <= 10]
        if len(names) > 1 and "姓名" in names:
            return [
                Asked("内容", FieldType.LONGTEXT) if name.endswith("内容") else Asked(name) for name in names
            ]
    if _EXAMPLE_PERSON.search(text) and _EXAMPLE.search(text):
        return [Asked("姓名"), Asked("职务")]
    return []


def read_grid(form: Form, grid: Grid) -> None:
    """Add the blocks of one table; what stands below it joins none of them."""
    _read_region(form, grid, (0, len(grid.rows)), 0, ())
    form.group = None


def _topic_row(grid: Grid, row: int, end: int, left: int) -> Part | None:
    """A row of a topic and what to say of each person: 学习体会 | 姓名 | 正文, over empty cells."""
    boxes = grid.within(row, left)
    if len(boxes) < _TOPIC_BOXES:
        return None
    topic, names = boxes[0], [box.text for box in boxes[1:]]
    while names and not names[-1]:
        names.pop()
    below = grid.within(row + 1, left) if row + 1 < end else ()
    is_person = len(names) > 1 and fold(names[0]) == "姓名" and all(map(words.is_label, names))
    if not is_person or not _TOPIC.search(fold(topic.text)) or any(box.text for box in below):
        return None
    label, note = words.cut_label(_TOPIC_WORDS.sub("", topic.text))
    fields = [
        Asked(
            box.text,
            FieldType.LONGTEXT if _PROSE.search(fold(box.text)) else None,
            place=Place(
                Kind.COLUMN, head=box, answer=next((b for b in below if b.column == box.column), None)
            ),
        )
        for box in boxes[1 : len(names) + 1]
    ]
    return Part(label, fields, True, words.is_optional(fold(topic.text)), note)


def _read_region(form: Form, grid: Grid, rows: tuple[int, int], left: int, outer: tuple[str, ...]) -> None:
    row, end = rows
    while row < end:
        boxes = grid.within(row, left)
        topic = _topic_row(grid, row, end, left)
        if topic:
            form.heading = ""
            form.add(topic)
            row += 2
            continue
        under = read_under_head(grid, row, end, left)
        if under:
            _add_under(form, under.parts, outer)
            form.printed += under.printed
            row = under.end
            continue
        lines = _across(grid, row, end, left)
        if lines:
            form.add(Part("", [_across_field(line) for line in lines], repeat=True))
            row += len(lines)
            continue
        side = _side_label(boxes, end)
        if side and len(outer) < 2:
            _read_region(form, grid, (row, min(side.bottom, end)), side.right, (*outer, side.text))
            row = side.bottom
            continue
        _read_row(form, boxes, outer)
        row += 1


def _across(grid: Grid, row: int, end: int, left: int) -> list[tuple[Box, ...]]:
    """Rows of a label and several empty cells each, of which the first asks for a name."""
    lines: list[tuple[Box, ...]] = []
    for line in range(row, end):
        boxes = grid.within(line, left)
        edges = [(box.column, box.right) for box in boxes]
        same = not lines or edges == [(box.column, box.right) for box in lines[0]]
        if len(boxes) < _PERSONS or not same or any(box.text for box in boxes[1:]):
            break
        if not words.is_label(boxes[0].text) or words.is_foreign(boxes[0].text) or boxes[0].bottom > line + 1:
            break
        lines.append(boxes)
    named = len(lines) > 1 and _NAME.search(fold(lines[0][0].text)) is not None
    return lines if named else []


def _across_field(line: tuple[Box, ...]) -> Asked:
    return replace(words.field_of(line[0].text), place=Place(Kind.ACROSS, line[0], line[1]))


def _add_under(form: Form, parts: tuple[Part, ...], outer: tuple[str, ...]) -> None:
    for part in parts:
        if outer and not form.heading:
            form.head(outer[-1])
        form.add(part)


def _side_label(boxes: tuple[Box, ...], end: int) -> Box | None:
    """A label that hangs down beside several rows."""
    if len(boxes) < 2 or boxes[0].bottom - boxes[0].row < 2 or not words.is_label(boxes[0].text):
        return None
    others = [box for box in boxes[1:] if not words.is_photo(box.text)]
    beside = any(min(box.bottom, end) < min(boxes[0].bottom, end) for box in others)
    return boxes[0] if beside else None


def _read_row(form: Form, boxes: tuple[Box, ...], outer: tuple[str, ...]) -> None:
    filled = [box for box in boxes if box.text]
    if not filled:
        if form.heading:
            form.add_text(below=boxes[0] if boxes else None)
        return
    explains = len(filled) > 1 and len(filled[-1].text) > _EXPLANATION
    if words.is_instruction(filled[0].text) or (explains and words.is_instruction(filled[0].text + "：")):
        form.notes += [box.text for box in filled]
        return
    if len(filled) == 1 and len(boxes) == 1:
        _read_alone(form, filled[0], outer)
    elif words.is_index(filled[0].text) and len(filled) > 1 and not words.is_label(filled[0].text):
        form.printed += len(filled)
    elif not _read_colons(form, boxes, outer):
        _read_pairs(form, boxes, outer)


def _read_alone(form: Form, box: Box, outer: tuple[str, ...]) -> None:
    """A cell as wide as the table: a field with its own blank, boxes, or a heading."""
    text = box.text
    if form.heading and (words.is_blank(text) or words.folded(text).startswith("(")):
        form.add_text("" if words.is_blank(text) else " ".join(text.split()), box)
        return
    fields, whole = ([], False) if words.has_boxes(text) else colon_fields(text)
    noted = _NOTED.fullmatch(text.strip())
    if whole and fields:
        _read_own(form, placed_in(box, fields), outer)
    elif noted and words.is_label(noted["label"]):
        form.add(text_part(noted["label"], " ".join(noted["note"].split()), Place(Kind.OWN, box)))
    elif inner := sentence_fields(text):
        form.join(under(outer, placed_in(box, inner)))
    elif len(words.folded(text)) <= _HEADING and not _is_remark(text):
        form.head(text, box)
    else:
        form.notes.append(text)


def _is_remark(text: str) -> bool:
    """A sentence to the writer between two rows, which heads nothing."""
    bare = words.folded(text)
    return (bare.endswith("。") or bare.startswith("※")) and not words.asks_for_text(text)


def _read_own(form: Form, fields: list[Asked], outer: tuple[str, ...]) -> None:
    """Fields with their blanks in their own cell; a single one not known to be short is a text."""
    first = fields[0]
    kind = first.type or field_type(first.label)
    short = known_key(first.label) or kind not in (FieldType.TEXT, FieldType.LONGTEXT)
    if len(fields) == 1 and not short and not form.only_header:
        form.add(text_part(first.label, first.hint, first.place or NOWHERE))
    else:
        form.join(under(outer, fields), header=form.only_header)


def _read_colons(form: Form, boxes: tuple[Box, ...], outer: tuple[str, ...]) -> bool:
    """A row of cells that each hold label and blank, as 填表人：; such rows on top are the header."""
    filled = [box for box in boxes if not words.is_blank(box.text)]
    if any(words.has_boxes(b.text) or not (":" in fold(b.text) or b.text[0].isdigit()) for b in filled):
        return False
    if all(map(_is_bare_label, boxes[::2])) and all(words.is_blank(box.text) for box in boxes[1::2]):
        beside = zip_longest(boxes[::2], boxes[1::2])
        fields = [one for label, answer in beside for one in pair(label, answer, begun=True)[1]]
    else:
        fields = [one for box in filled for one in placed_in(box, _fields_in(box.text))]
    if not fields:
        return False
    form.join(under(outer, fields), header=form.only_header)
    return True


def _is_bare_label(box: Box) -> bool:
    """One label with a colon and nothing behind it."""
    return box.text.rstrip().endswith(("：", ":")) and words.is_label(box.text)


def _fields_in(text: str) -> list[Asked]:
    """Labels with a colon, else the blanks of a sentence: 人数：   人（其中党员   人）."""
    fields, whole = colon_fields(text)
    return fields if whole or not text.strip() else fields or sentence_fields(text)


def _read_pairs(form: Form, boxes: tuple[Box, ...], outer: tuple[str, ...]) -> None:
    """Labels each followed by their blank, from left to right."""
    fields: list[Asked] = []
    at = 0
    while at < len(boxes):
        box = boxes[at]
        after = boxes[at + 1] if at + 1 < len(boxes) else None
        if after and (cells := date_cells([box.text for box in boxes[at + 1 :]])):
            place = Place(Kind.BESIDE, box, after)
            fields.append(replace(words.field_of(box.text), type=FieldType.DATE, place=place))
            at += 1 + cells
            continue
        step, found = pair(box, after, begun=bool(fields))
        if at == 0 and not found and step == 1 and _is_outer(boxes):
            outer = (*outer, box.text)
        elif not found and step == 1 and box.text and not words.is_foreign(box.text):
            form.printed += 1
        fields += found
        at += step
    alone = fields[0] if len(fields) == 1 and len(boxes) <= 2 else None
    if (
        alone
        and not alone.options
        and not form.heading
        and (alone.type or field_type(alone.label)) is FieldType.LONGTEXT
    ):
        part = text_part(alone.label, alone.hint, alone.place or NOWHERE)
        part.label = under(outer, [replace(alone, label=part.label)])[0].label
        form.add(part)
    elif fields:
        form.join(under(outer, fields))


def _is_outer(boxes: tuple[Box, ...]) -> bool:
    """Whether the first box names what the pairs beside it are about."""
    return len(boxes) > 2 and words.is_label(boxes[0].text) and words.is_label(boxes[1].text)
