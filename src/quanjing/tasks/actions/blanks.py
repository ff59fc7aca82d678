"""The issuer's own papers: forms that came with a notice, as files of their own or printed in it."""

from __future__ import annotations

from dataclasses import replace

from gongwen.facade import sheet_blanks
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from quanjing.directives.models import Directive
from quanjing.files.actions import options_for, store
from quanjing.organizations.models import Post
from quanjing.organizations.queries import actor_for
from quanjing.sheets.actions import keep_blank
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.queries.lists import templates_of


def keep_blanks(*, directive: Directive, name: str, data: bytes) -> None:
    """Keep the blank forms of a notice with the sheets that were read from them.

    They are files of its zip or mail, or annexes printed in its Word file, which are cut out. Part of
    registering, which leaves the entry in the record. For a sheet without such a paper one is drawn.
    """
    templates = [one for one in templates_of(directive) if one.blank_id is None]
    if not templates or directive.registered_by_id is None:
        return
    post = Post.objects.select_related("organization", "holder").get(pk=directive.registered_by_id)
    if post.holder is None:
        return
    options = replace(options_for(name), recognize=False)
    found = sheet_blanks(data, name=name, sheets=[_sheet(one) for one in templates], options=options)
    for template, blank in zip(templates, found, strict=True):
        if blank is not None:
            file = store(actor=actor_for(post), name=blank.name, data=blank.data)
            keep_blank(template=template, file=file)


def _sheet(template: SheetTemplate) -> Sheet:
    blocks = tuple(
        SheetBlock(
            block.key,
            block.label,
            tuple(SheetField(each.key, each.label, FieldType(each.type)) for each in block.fields.all()),
            repeat=block.repeat,
        )
        for block in template.blocks.all()
    )
    return Sheet(template.title, blocks)
