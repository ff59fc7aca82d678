"""A document drawn by the engine: Word, PDF, pictures of its pages, and what the checker says of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.errors import BadFacts, GongwenError
from gongwen.facade import (
    Chapter,
    Composed,
    PagePictures,
    Paragraph,
    Volume,
    check_layout,
    document_from,
    facts_from,
    official_docx,
    official_pdf,
    pdf_pictures,
    volume_pdf,
    write_volume,
)
from quanjing.documents.enums import DocumentKind
from quanjing.documents.models import Document, Edition
from quanjing.documents.rules import engine_values, place_of, volume_values
from quanjing.documents.rules.wording import day_words
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class Drawn:
    """Both files, and the faces that stood in for those of the standard in the PDF: {"face", "used"}."""

    docx: bytes
    pdf: bytes
    substitutes: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference from GB/T 9704-2012 in the words of whoever looks."""

    clause: str
    what: str
    place: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages as addresses of PNG pictures, what differs from the standard, and the substitutes."""

    pictures: list[str]
    pages: int
    findings: list[Finding]
    substitutes: list[dict[str, str]]


def draw(*, kind: str, facts: Mapping[str, Any], number: str, strict: bool) -> Drawn:
    """Word and PDF of the facts with a number; the same values give the same bytes on one machine.

    Raises:
        Invalid: facts that are missing or wrong, each at its field.
        gongwen.errors.MissingFace: strict, and a face of the standard is not on this machine.
        gongwen.errors.MissingTypesetter: PDF cannot be drawn here.
    """
    if kind == DocumentKind.VOLUME:
        return _drawn_volume(facts, strict)
    document = document_from(_facts(kind, facts, number))
    composed = official_pdf(document, font_dir=settings.FONT_DIR, strict=strict)
    return _drawn(official_docx(document), composed)


def draw_docx(*, kind: str, facts: Mapping[str, Any], number: str) -> bytes:
    """Word alone, which needs no face of this machine. Raises `Invalid` as `draw`."""
    if kind == DocumentKind.VOLUME:
        out = BytesIO()
        write_volume(out, _volume(facts))
        return out.getvalue()
    return official_docx(document_from(_facts(kind, facts, number)))


def preview(*, document: Document, number: str) -> Preview:
    """How the document looks as it is kept now. Raises as `draw`."""
    drawn = draw(kind=document.kind, facts=document.facts, number=number, strict=document.strict)
    pages = pdf_pictures(drawn.pdf)
    return Preview(_addresses(pages), pages.pages, findings(drawn.docx), drawn.substitutes)


def edition_preview(*, edition: Edition) -> Preview:
    """The pages of an edition as they were frozen."""
    pages = pdf_pictures(bytes_of(edition.pdf))
    return Preview(_addresses(pages), pages.pages, findings(bytes_of(edition.docx)), edition.substitutes)


def bytes_of(file: StoredFile) -> bytes:
    with default_storage.open(file.place) as stored:
        data: bytes = stored.read()
    return data


def _addresses(pages: PagePictures) -> list[str]:
    return [f"data:image/png;base64,{b64encode(one).decode()}" for one in pages.pictures]


def findings(docx: bytes) -> list[Finding]:
    """What the checker measures in a Word file, worded for whoever looks."""
    language = get_language() or ""
    made = []
    for one in check_layout(docx).deviations:
        expected, found = one.wording(language)
        times = _(" (%(count)d places)") % {"count": one.times} if one.times > 1 else ""
        made.append(Finding(one.clause, one.label(language), one.place.text + times, expected, found))
    return made


def title_of(kind: str, facts: Mapping[str, Any]) -> str:
    """The title as it will stand on the document; as far as known while facts are missing."""
    if kind == DocumentKind.VOLUME:
        return str(facts["subject"])
    try:
        return document_from(_facts(kind, {**facts, "agency": facts["agency"] or " "}, "")).title.strip()
    except Invalid:
        return str(facts["subject"])


def in_words(error: GongwenError) -> str:
    return error.message(get_language() or "en")


def _facts(kind: str, facts: Mapping[str, Any], number: str) -> Any:
    try:
        return facts_from(engine_values(kind, facts, number))
    except BadFacts as error:
        where = str(error.values["where"])
        raise Invalid([Problem(place_of(where), _words_for(where))]) from error


def _words_for(where: str) -> str:
    """What is wrong at a place of the engine's facts, said to who filled in the page."""
    if where.startswith(("date", "printed_on")):
        return _("Please give the day as year, month and day.")
    if "[" in where and where.startswith(("tables", "annexes")) and not where.endswith("title"):
        return _("The first line is the head of the table; no line may have more cells than it.")
    if where in ("items", "basis", "annexes") or where.endswith("points"):
        return _("There are at most 99 of these.")
    return _("Please fill this in.")


def _drawn(docx: bytes, composed: Composed) -> Drawn:
    return Drawn(docx, composed.data, [{"face": one.face, "used": one.used} for one in composed.substitutes])


def _drawn_volume(facts: Mapping[str, Any], strict: bool) -> Drawn:
    docx = draw_docx(kind=DocumentKind.VOLUME, facts=facts, number="")
    return _drawn(docx, volume_pdf(_volume(facts), font_dir=settings.FONT_DIR, strict=strict))


def _volume(facts: Mapping[str, Any]) -> Volume:
    empty = [name for name in ("agency", "subject") if not facts[name]]
    empty += [f"items.{place}.name" for place, row in enumerate(facts["items"]) if not row["name"]]
    if not facts["items"]:
        empty.append("items")
    if empty:
        raise Invalid([Problem(where, _("Please fill this in.")) for where in empty])
    day = day_of(facts["date"])
    subtitles = (facts["agency"], *([day_words(day)] if day else []))
    chapters = [
        Chapter(name, level, (Paragraph(text),) if text else ()) for name, level, text in volume_values(facts)
    ]
    return Volume(facts["subject"], subtitles, chapters)


def day_of(text: str) -> date | None:
    """A day of the page. Raises `Invalid` where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        words = _("Please give the day as year, month and day.")
        raise Invalid([Problem("date", words)]) from error
