"""The styles of an official document."""

from __future__ import annotations

from gongwen.render.styles import Style
from gongwen.standard import (
    FOOTER_SIZE,
    HEI,
    IMPRINT_SIZE,
    KAI,
    RED,
    SONG,
    TITLE,
    TITLE_SIZE,
)

_KEEP = "<w:keepNext/>"
NORMAL = Style("Normal", extra='<w:widowControl w:val="0"/>')  # 22 lines on every page
HEAD = Style("Agency Head", TITLE, 40, "center", exact=False, color=RED)
URGENCY = Style("Urgency", HEI, align="left")
NUMBER = Style("Document Number", align="center")
LETTER_NUMBER = Style("Letter Number", align="left", before=90)  # 7/8 of a character below the rule
SIGNED_NUMBER = Style("Number and Signer", align="left")
TITLE_LINE = Style("Title", TITLE, TITLE_SIZE, "center", extra=_KEEP, snap=False)
ADDRESSEES = Style("Addressees", align="left")
BODY = Style("Body Text", indent=2)
BLANK = Style("Blank Line")
HEADINGS = (
    Style("Heading 1", HEI, indent=2, extra=_KEEP, level=1),
    Style("Heading 2", KAI, indent=2, extra=_KEEP, level=2),
    Style("Heading 3", indent=2, extra=_KEEP, level=3),
    Style("Heading 4", indent=2, extra=_KEEP, level=4),
)
ANNEX_NOTE = Style("Annex Note")
SIGN_OFF = Style("Sign-off", align="right")
NOTE = Style("Note", indent=2)
ATTENDANCE = Style("Attendance")
ANNEX_LABEL = Style("Annex Label", HEI, align="left", extra=_KEEP)
ANNEX_TITLE = Style("Annex Title", TITLE, TITLE_SIZE, "center", extra=_KEEP, snap=False)
CAPTION = Style("Table Caption", HEI, 14, "center", extra=_KEEP, snap=False)
UNIT = Style("Table Unit", size=12, align="right", extra=_KEEP, snap=False)
TABLE_LINE = Style("Table Line", size=14, align="left", extra=_KEEP, snap=False)
TABLE_HEAD = Style("Table Head", HEI, 12, "center", exact=False)
TABLE_TEXT = Style("Table Text", size=12, align="left", exact=False)
TABLE_FIGURE = Style("Table Figure", size=12, align="center", exact=False)
TABLE_END = Style("Table End", size=2, exact=False)
IMPRINT = Style("Imprint", size=IMPRINT_SIZE, snap=False)
FOOTER = Style("Footer", SONG, FOOTER_SIZE, exact=False)

ALL = (
    *(NORMAL, HEAD, URGENCY, NUMBER, LETTER_NUMBER, SIGNED_NUMBER, TITLE_LINE, ADDRESSEES, BODY, BLANK),
    *HEADINGS,
    *(ANNEX_NOTE, SIGN_OFF, NOTE, ATTENDANCE, ANNEX_LABEL, ANNEX_TITLE, CAPTION, UNIT, TABLE_LINE),
    *(TABLE_HEAD, TABLE_TEXT, TABLE_FIGURE, TABLE_END, IMPRINT, FOOTER),
)
