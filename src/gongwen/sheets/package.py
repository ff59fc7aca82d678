"""A form's file written again: some parts replaced, and the reference that it carries."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from html import escape
from io import BytesIO

from gongwen.model import Options
from gongwen.read.archive import Archive, open_archive
from gongwen.read.stamp import LONGEST, NAME
from gongwen.read.stamp import PLACE as _PART

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # fixed: the same values give the same bytes
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ROLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def rewritten(
    data: bytes,
    parts: Mapping[str, bytes],
    reference: str,
    options: Options,
    without: Collection[str] = (),
) -> bytes:
    """The package with `parts` replaced and, if there is one, the reference as a property of the file.

    Args:
        without: names of parts that are left out.
    """
    archive = open_archive(data, options)
    parts = dict(parts)
    if reference:
        parts |= _with_property(archive, reference)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in [*sorted(archive.names - set(without), key=_order), *sorted(set(parts) - archive.names)]:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, parts[name] if name in parts else archive.read(name))
    return out.getvalue()


def _order(name: str) -> tuple[bool, str]:
    return name != "[Content_Types].xml", name


def _with_property(archive: Archive, reference: str) -> dict[str, bytes]:
    """The property's part, and the two parts that must name it."""
    text = escape(reference[:LONGEST], quote=False)
    custom = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}"><property fmtid="{_FMTID}" pid="2" '
        f'name="{NAME}"><vt:lpwstr>{text}</vt:lpwstr></property></Properties>'
    )
    parts = {_PART: custom.encode()}
    types = archive.read("[Content_Types].xml").decode()
    if _PART not in types:
        override = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/>'
        parts["[Content_Types].xml"] = _before_end(types, "Types", override)
    relations = archive.read("_rels/.rels").decode()
    if _ROLE not in relations:
        relation = f'<Relationship Id="rIdQj1" Type="{_ROLE}" Target="{_PART}"/>'
        parts["_rels/.rels"] = _before_end(relations, "Relationships", relation)
    return parts


def _before_end(xml: str, tag: str, added: str) -> bytes:
    at = re.search(rf"</(?:\w+:)?{tag}>\s*$", xml)
    prefix = "" if at is None else at.group().split(tag)[0].removeprefix("</")
    added = re.sub(r"<(\w)", rf"<{prefix}\1", added) if prefix else added
    return (xml[: at.start()] + added + xml[at.start() :]).encode() if at else xml.encode()
