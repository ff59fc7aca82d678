"""A manuscript, or one of its versions, as Word, PDF and table; each leaves one entry in the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.facade import Column, Row, Workbook, Worksheet, official_docx, official_pdf, write_workbook
from gongwen.model import FieldType
from gongwen.official import Annex, Form, Grid, Heading, OfficialDocument, Text
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.manuscripts.models import Compilation, Version
from quanjing.manuscripts.queries import content_of, sources_in
from quanjing.manuscripts.queries.content import Content
from quanjing.manuscripts.queries.words import paragraphs


def export_docx(
    *, actor: Actor, compilation: Compilation, version: Version | None = None, annex: bool = False
) -> bytes:
    """The version (None: as it stands) in the official layout; `annex` adds the sources, for internal use."""
    data = official_docx(document_of(_content(compilation, version), annex))
    _record(actor, compilation, version, "docx", annex)
    return data


def export_pdf(
    *, actor: Actor, compilation: Compilation, version: Version | None = None, annex: bool = False
) -> bytes:
    """As `export_docx`, as PDF. Raises `GongwenError` where typesetter or faces are missing."""
    data = official_pdf(document_of(_content(compilation, version), annex)).data
    _record(actor, compilation, version, "pdf", annex)
    return data


def export_xlsx(
    *, actor: Actor, compilation: Compilation, out: BinaryIO, version: Version | None = None
) -> None:
    """The table of points and sources, one row a source; a point without one has a row of its own."""
    content = _content(compilation, version)
    columns = (
        Column(_("No."), FieldType.NUMBER, 3),
        Column(_("Point"), width_hint=16),
        *(Column(label, width_hint=room) for label, room in zip(_heads(), (14, 16, 8, 6), strict=True)),
    )
    sheet = Worksheet(_("Points and sources"), content["title"], columns, _rows(content))
    write_workbook(out, Workbook(content["title"], (sheet,), get_language() or ""))
    _record(actor, compilation, version, "xlsx", annex=True)


def as_text(content: Content) -> str:
    """The manuscript as plain text: each heading on its line, its paragraphs below."""
    lines = []
    for number, point in enumerate(content["points"], start=1):
        lines += [f"{number}. {point['title']}", *paragraphs(point["text"])]
    return "\n".join(lines)


def _content(compilation: Compilation, version: Version | None) -> Content:
    return version.content if version else content_of(compilation)


def document_of(content: Content, annex: bool) -> OfficialDocument:
    """The words that the paper carries by itself are those of the office, not of whoever draws it."""
    parts: list[Heading | Text] = []
    for point in content["points"]:
        parts.append(Heading(1, point["title"]))
        parts += [Text(line) for line in paragraphs(point["text"])]
    with override(settings.LANGUAGE_CODE):
        annexes = (Annex(_("Sources (for internal use)"), (_grid(content),)),) if annex else ()
    return OfficialDocument(Form.PLAIN, content["title"], parts=tuple(parts), annexes=annexes)


def _grid(content: Content) -> Grid:
    rows = [(str(number), *_cells(source)) for number, _point, source in sources_in(content)]
    return Grid((_("Point"), *_heads()), rows, (2, 6, 7, 4, 4))


def _heads() -> tuple[str, str, str, str]:
    return _("Organization"), _("Title"), _("Author"), _("Code")


def _cells(source: Mapping[str, str]) -> tuple[str, str, str, str]:
    return source["unit"], source["title"], source["author"], source["entry"]


def _rows(content: Content) -> Iterator[Row]:
    for number, point in enumerate(content["points"], start=1):
        for source in point["sources"]:
            yield (number, point["title"], *_cells(source))
        if not point["sources"]:
            yield (number, point["title"], "", "", "", "")


def _record(actor: Actor, compilation: Compilation, version: Version | None, kind: str, annex: bool) -> None:
    detail = {"format": kind, "version": version.number if version else None, "annex": annex}
    record(actor=actor, verb="manuscripts.export", on=compilation, detail=detail)
