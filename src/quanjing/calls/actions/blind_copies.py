"""What a judge gets of files in a blind round: their text without names, and pictures that were cleared.

Nothing of the original leaves: neither its name nor what it says of itself inside.
"""

from __future__ import annotations

import io

from django.core.files.storage import default_storage
from PIL import Image

from gongwen.facade import official_docx, pdf_pictures
from gongwen.official import Form, OfficialDocument, Text
from quanjing.calls.judging.masking import mask
from quanjing.calls.models import Application, Score
from quanjing.calls.queries.blind import CLEARABLE, PICTURES, SeenFile, Sheet, files_of
from quanjing.calls.queries.closeness import known_names
from quanjing.files.actions import text_of
from quanjing.foundation.errors import Missing

MOST_PAGES = 30
DOTS = 110  # an inch


def masked_text(score: Score, seen: SeenFile) -> str:
    """The text of a file without any name that the application knows; "" where nothing can be read."""
    return mask(text_of(seen.file), known_names(score.application))


def masked_docx(score: Score, seen: SeenFile) -> bytes:
    """The same as a Word file that says nothing of its author. Raises `Missing` where nothing can be read."""
    text = masked_text(score, seen)
    if not text:
        raise Missing
    return official_docx(OfficialDocument(form=Form.PLAIN, title=seen.name, parts=(Text(text),)))


def sheet_docx(sheet: Sheet) -> bytes:
    """The application as its judge sees it, to be read on paper."""
    parts = [Text(f"{one.label}\n{one.text}") for one in sheet.said]
    if sheet.source is not None:
        told = (sheet.source.title, sheet.source.report, *sheet.source.uses)
        parts += [Text("\n".join(text for text in told if text))]
        rows_of = ((one.name, one.promised, one.reached, one.unit) for one in sheet.source.goals)
        parts += [Text("  ".join(text for text in row if text)) for row in rows_of]
    for rows in (sheet.goals, sheet.budget, sheet.schedule):
        parts += [Text("  ".join(str(text) for text in row.values() if text)) for row in rows]
    title = f"{sheet.number} {sheet.title}"
    return official_docx(OfficialDocument(form=Form.PLAIN, title=title, parts=tuple(parts)))


def cleared_page(seen: SeenFile, page: int) -> tuple[bytes, int]:
    """A page of a cleared file drawn anew as PNG, and how many pages there are. Raises `Missing`.

    Drawn anew, it holds what is seen and nothing else.
    """
    if not seen.is_cleared or seen.file.format not in CLEARABLE or page < 1:
        raise Missing
    with default_storage.open(seen.file.place) as stored:
        data = stored.read()
    if seen.file.format in PICTURES:
        return (_drawn(data), 1) if page == 1 else _missing()
    drawn = pdf_pictures(data, dpi=DOTS, most=MOST_PAGES)
    if page > len(drawn.pictures):
        raise Missing
    return drawn.pictures[page - 1], len(drawn.pictures)


def unreadable_files(application: Application) -> list[SeenFile]:
    """Files without a text of their own, which judges see only once the desk has cleared them."""
    return [one for one in files_of(application) if not text_of(one.file)]


def page_count(seen: SeenFile) -> int:
    return cleared_page(seen, 1)[1]


def _drawn(data: bytes) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        clean = Image.new("RGB", picture.size)
        clean.paste(picture.convert("RGB"))
        clean.save(out, "PNG")
    return out.getvalue()


def _missing() -> tuple[bytes, int]:
    raise Missing
