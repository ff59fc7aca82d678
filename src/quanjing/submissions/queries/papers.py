"""What of a page stands on one paper: a sheet with its assignments, or all sheets of the page together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from quanjing.sheets.models import Block, Field, SheetTemplate
from quanjing.sheets.queries import prefetched
from quanjing.submissions.queries.page import FILE_TYPES, BlockPlace, HeaderField, Part, ReportPage

ALL_SHEETS = "all"
TASK = "task"  # key of the column that says which item a row of a shared block answers


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to fill in. `template` is None for all sheets of the page together."""

    template: SheetTemplate | None
    title: str
    parts: tuple[Part, ...]
    places: tuple[BlockPlace, ...]
    header: tuple[HeaderField, ...]

    @property
    def code(self) -> str:
        return self.template.code if self.template else ALL_SHEETS

    @property
    def is_issuers(self) -> bool:
        """Whether there is the issuer's own paper."""
        return self.template is not None and self.template.blank_id is not None

    @property
    def numbers(self) -> list[str]:
        return [part.code for part in self.parts]


@dataclass(frozen=True, slots=True)
class Keys:
    """From keys of the engine's sheet to places of the page: (block, field) -> (place, field)."""

    header: dict[tuple[str, str], HeaderField]
    cells: dict[tuple[str, str], tuple[BlockPlace, str]]
    blocks: dict[str, BlockPlace]


def papers_of(page: ReportPage) -> list[Paper]:
    """Every sheet of the page as a paper of its own; the first is all together where there are several."""
    templates = list({place.block.template_id: place.block.template for place in page.places}.values())
    single = [_paper(page, template) for template in templates]
    if len(single) < 2:
        return single
    return [Paper(None, page.directive.title, page.parts, page.places, page.header), *single]


def sheet_of(paper: Paper) -> Sheet:
    """The engine's sheet: keys are "TEMPLATE_BLOCK", the same on whichever paper it stands."""
    blocks = [*_header_blocks(paper), *(_block(place, paper) for place in paper.places)]
    return Sheet(paper.title, tuple(block for block in blocks if block.fields))


def whole_sheet(paper: Paper) -> Sheet:
    """As `sheet_of`, with the parts that are asked of others: the issuer's own paper prints them too."""
    if paper.template is None:
        return sheet_of(paper)
    own = {block.key: block for block in sheet_of(paper).blocks}
    blocks = []
    for block in prefetched(paper.template).blocks.all():
        key = _key(block)
        if key in own:
            blocks.append(own[key])
        else:
            fields = tuple(_field(each.key, each) for each in block.fields.all())
            blocks.append(_sheet_block(key, block, fields))
    return Sheet(paper.title, tuple(blocks))


def keys_of(paper: Paper) -> Keys:
    """Where on the page the answers of `sheet_of` belong."""
    keys = Keys({}, {}, {})
    for one in paper.header:
        keys.header[f"{_code_of(one, paper)}_header", one.field.key] = one
    for place in paper.places:
        block = _key(place.block)
        keys.blocks[block] = place
        for each in place.block.fields.all():
            keys.cells[block, each.key] = (place, each.key)
    return keys


def tasks_named(place: BlockPlace, page: ReportPage) -> dict[str, str]:
    """Name of the item -> its code, for the column that a shared block gets."""
    return {page.part(code).task.name: code for code in place.tasks}


def _paper(page: ReportPage, template: SheetTemplate) -> Paper:
    places = tuple(place for place in page.places if place.block.template_id == template.pk)
    codes = {code for place in places for code in place.tasks}
    header = tuple(one for one in page.header if template.pk in one.templates)
    parts = tuple(part for part in page.parts if part.code in codes)
    return Paper(template, template.title, parts, places, header)


def _header_blocks(paper: Paper) -> Iterator[SheetBlock]:
    groups: dict[str, list[SheetField]] = {}
    for one in paper.header:
        if one.field.type not in FILE_TYPES:
            groups.setdefault(_code_of(one, paper), []).append(_field(one.field.key, one.field))
    for code, fields in groups.items():
        yield SheetBlock(f"{code}_header", "", tuple(fields))


def _code_of(one: HeaderField, paper: Paper) -> str:
    """Of a field that several sheets ask for, the sheet under which it stands on this paper."""
    return paper.template.code if paper.template else one.block.template.code


def _block(place: BlockPlace, paper: Paper) -> SheetBlock:
    fields = [_field(each.key, each) for each in place.block.fields.all() if each.type not in FILE_TYPES]
    if place.is_shared and not paper.is_issuers:
        names = tuple(part.task.name for part in paper.parts if part.code in place.tasks)
        fields.insert(0, SheetField(TASK, _item_label(), FieldType.CHOICE, options=names))
    return _sheet_block(_key(place.block), place.block, tuple(fields), many=place.is_shared)


def _item_label() -> str:
    return _("For which item")


def _sheet_block(key: str, block: Block, fields: tuple[SheetField, ...], *, many: bool = False) -> SheetBlock:
    return SheetBlock(
        key=key,
        label=block.label,
        fields=fields,
        repeat=block.repeat or many,
        optional=block.optional,
        hint=block.hint,
    )


def _key(block: Block) -> str:
    return f"{block.template.code}_{block.key}"


def _field(key: str, field: Field) -> SheetField:
    return SheetField(
        key=key,
        label=field.label,
        type=FieldType(field.type),
        required=field.required,
        options=tuple(field.options),
        hint=field.hint,
    )
