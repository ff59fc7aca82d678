"""Writing sheets. These are steps of the actions on directives, which check rights and leave the entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Problem
from quanjing.sheets.enums import FieldType, KeyClass, KeyReason
from quanjing.sheets.models import HEADER, Block, Field, FieldKey, SheetTemplate
from quanjing.sheets.queries import Dictionary, dictionary, likeness_of, prefetched
from quanjing.sheets.rules import lacks_purpose

LABEL_LIMIT = 300


@transaction.atomic
def create_template(*, sheet: Mapping[str, Any], title: str = "") -> SheetTemplate:
    """Keep a sheet that the engine found.

    Args:
        sheet: the engine's shape: {"title", "blocks": [{"key", "label", "hint", "repeat", "optional",
            "fields": [{"key", "label", "type", "required", "options", "hint"}]}]}; keys left out get
            their defaults (b1, b2 … and f1, f2 …; required; short text).
        title: shown instead of the sheet's own.

    Raises:
        Invalid: a key twice in one template or block.
    """
    named = str(title or sheet.get("title") or _("Sheet"))[:LABEL_LIMIT]
    template = SheetTemplate.objects.create(title=named, created_at=clock.now())
    shapes = [block for block in sheet.get("blocks") or () if block.get("fields")]
    blocks = [_block(template, place, shape) for place, shape in enumerate(shapes, start=1)]
    _refuse_twice([block.key for block in blocks])
    words = dictionary()
    made: list[list[Field]] = []
    for block, shape in zip(blocks, shapes, strict=True):
        made.append([_field(block, place, field) for place, field in enumerate(shape["fields"], start=1)])
        _refuse_twice([field.key for field in made[-1]])
        _understand(words, block, made[-1])
    Block.objects.bulk_create(blocks)
    Field.objects.bulk_create([field for fields in made for field in fields])
    return template


def default_template(*, title: str, deliverables: Sequence[Mapping[str, Any]] = ()) -> SheetTemplate:
    """The sheet of a task that came without one: text or file, and a picture where one is asked for."""
    media = {str(deliverable.get("media", "text")) for deliverable in deliverables}
    with translation.override(settings.LANGUAGE_CODE):
        fields = [
            {"key": "text", "label": _("Text"), "type": FieldType.LONGTEXT, "required": False},
            {"key": "file", "label": _("File"), "type": FieldType.FILE, "required": False},
        ]
        if "photo" in media:
            fields.append({"key": "photo", "label": _("Photo"), "type": FieldType.PHOTO, "required": False})
    return create_template(sheet={"blocks": [{"key": "b1", "label": title, "fields": fields}]}, title=title)


def allow_files(*, blocks: Sequence[Block]) -> None:
    """Add an optional file to each block that asks for a long text and takes no file yet.

    A text may come as a Word file, extra pages or with pictures; the paper form has room for them too.
    `blocks` come with their fields loaded; one insert for all.
    """
    with translation.override(settings.LANGUAGE_CODE):
        label = _("Attached file")
    added = []
    for block in blocks:
        types = {field.type for field in block.fields.all()}
        if FieldType.LONGTEXT in types and not types & {FieldType.FILE, FieldType.PHOTO}:
            place = len(block.fields.all()) + 1
            added.append(
                Field(
                    block=block, position=place, key="file", label=label, type=FieldType.FILE, required=False
                )
            )
    Field.objects.bulk_create(added)


@transaction.atomic
def revise(*, template: SheetTemplate, changes: Mapping[str, Mapping[str, Any]]) -> SheetTemplate:
    """Change a sheet that nobody has filled in yet (the caller makes sure of that); its version grows.

    Args:
        changes: place -> what changes there. A place is a block key ("b2": label, repeat, optional) or
            block and field ("b2.name": label, required, delete). Places not named stay as they are.

    Raises:
        Invalid: an unknown place, an empty label, a block that would lose its last field, or a required
            photo without a purpose.
    """
    loaded = prefetched(template)
    blocks = {block.key: block for block in loaded.blocks.all()}
    fields = {f"{block.key}.{field.key}": field for block in blocks.values() for field in block.fields.all()}
    problems = [
        Problem(place, _("There is no such place.")) for place in changes if place not in blocks | fields
    ]
    problems += [
        Problem(place, _("A label cannot be empty."))
        for place, change in changes.items()
        if "label" in change and not str(change["label"]).strip()
    ]
    gone = [place for place, change in changes.items() if change.get("delete") and place in fields]
    for key, block in blocks.items():
        here = [f"{key}.{field.key}" for field in block.fields.all()]
        if here and all(place in gone for place in here):
            problems.append(Problem(key, _("A part needs at least one field.")))
    problems += [
        Problem(place, _("A photo without a stated purpose cannot be required."))
        for place, change in changes.items()
        if place in fields
        and lacks_purpose(fields[place].type, required=bool(change.get("required")), hint=fields[place].hint)
    ]
    if problems:
        raise Invalid(problems)
    _apply(changes, blocks, fields, gone)
    SheetTemplate.objects.filter(pk=template.pk).update(version=F("version") + 1)
    return SheetTemplate.objects.get(pk=template.pk)


def keep_blank(*, template: SheetTemplate, file: StoredFile) -> None:
    """Keep the issuer's own paper of a sheet; what units download is written into a copy of it."""
    template.blank = file
    template.save(update_fields=["blank"])


def _apply(
    changes: Mapping[str, Mapping[str, Any]],
    blocks: dict[str, Block],
    fields: dict[str, Field],
    gone: list[str],
) -> None:
    words = dictionary()
    for place, change in changes.items():
        if place in blocks:
            block = blocks[place]
            block.label = str(change.get("label", block.label)).strip()[:LABEL_LIMIT]
            block.repeat = bool(change.get("repeat", block.repeat))
            block.optional = bool(change.get("optional", block.optional))
        else:
            field = fields[place]
            field.label = str(change.get("label", field.label)).strip()[:LABEL_LIMIT]
            field.required = bool(change.get("required", field.required))
    for key, block in blocks.items():
        kept = [field for field in block.fields.all() if f"{key}.{field.key}" not in gone]
        _understand(words, block, [fields[f"{key}.{field.key}"] for field in kept])
    Block.objects.bulk_update(blocks.values(), ["label", "repeat", "optional", "likeness"])
    Field.objects.bulk_update(fields.values(), ["label", "required", "meaning"])
    Field.objects.filter(pk__in=[fields[place].pk for place in gone]).delete()


def _understand(words: Dictionary, block: Block, fields: Sequence[Field]) -> None:
    """Set what the fields ask for, and what the block is like. Saves nothing."""
    labels = [field.label for field in fields]
    found = words.meanings(labels, in_header=block.is_header, repeat=block.repeat)
    for field, key in zip(fields, found, strict=True):
        field.meaning = key
    attached = (FieldType.FILE, FieldType.PHOTO)
    block.likeness = likeness_of(block.label, [one.label for one in fields if one.type not in attached])


def _block(template: SheetTemplate, place: int, shape: Mapping[str, Any]) -> Block:
    key = str(shape.get("key") or f"b{place}")
    label = str(shape.get("label") or "") or ("" if key == HEADER else _unnamed(template, shape["fields"]))
    return Block(
        template=template,
        position=place,
        key=key[:20],
        label=label[:LABEL_LIMIT],
        hint=str(shape.get("hint") or ""),
        repeat=bool(shape.get("repeat")) and key != HEADER,
        optional=bool(shape.get("optional")),
    )


def _unnamed(template: SheetTemplate, fields: Sequence[Mapping[str, Any]]) -> str:
    """What a block without a name is called: as its only field, so that the task of that name finds it."""
    return str(fields[0].get("label") or "") if len(fields) == 1 else template.title


def _field(block: Block, place: int, shape: Mapping[str, Any]) -> Field:
    """A photo without a purpose is never required, whatever the paper says."""
    kind = str(shape.get("type") or FieldType.TEXT)
    required, hint = bool(shape.get("required", True)), str(shape.get("hint") or "")
    return Field(
        block=block,
        position=place,
        key=str(shape.get("key") or f"f{place}")[:40],
        label=str(shape.get("label") or "")[:LABEL_LIMIT],
        hint=hint,
        type=kind if kind in FieldType.values else FieldType.TEXT,
        options=list(shape.get("options") or ()),
        required=required and not lacks_purpose(kind, required=required, hint=hint),
    )


def _refuse_twice(keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise Invalid([Problem(key, _("This key stands twice: %(key)s.") % {"key": key}) for key in twice])


def know_as(*, fact: str, labels: Sequence[str]) -> None:
    """Let fields with these labels be answered by a fact of the platform; saying it again sets the labels."""
    values = {"labels": list(labels), "fact": fact, "kind": KeyClass.KNOWN, "reason": KeyReason.RECORD}
    FieldKey.objects.update_or_create(key=fact, defaults=values)
