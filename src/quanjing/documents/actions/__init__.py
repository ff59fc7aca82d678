"""Everything that may be done with documents and their numbers, and how they are drawn."""

from quanjing.documents.actions.carrying import register
from quanjing.documents.actions.composing import attach, begin, discard, save
from quanjing.documents.actions.drawing import (
    Drawn,
    Finding,
    Preview,
    draw,
    draw_docx,
    edition_preview,
    findings,
    preview,
)
from quanjing.documents.actions.finalizing import (
    approve,
    ask,
    correct,
    finalize,
    keep,
    send_back,
    take_back,
    withdraw,
)
from quanjing.documents.actions.listing import official_table, workbook
from quanjing.documents.actions.numbering import (
    PaperNumber,
    enter_paper,
    expected,
    open_series,
    start_at,
    take,
    words_of,
)

__all__ = [
    "Drawn",
    "Finding",
    "PaperNumber",
    "Preview",
    "approve",
    "ask",
    "attach",
    "begin",
    "correct",
    "discard",
    "draw",
    "draw_docx",
    "edition_preview",
    "enter_paper",
    "expected",
    "finalize",
    "findings",
    "keep",
    "official_table",
    "open_series",
    "preview",
    "register",
    "save",
    "send_back",
    "start_at",
    "take",
    "take_back",
    "withdraw",
    "words_of",
    "workbook",
]
