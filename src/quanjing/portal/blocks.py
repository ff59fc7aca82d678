"""What the body of an article is made of."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
MOST_COLUMNS, MOST_ROWS = 12, 200


class PictureBlock(blocks.StructBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)
    source = blocks.CharBlock(label=_("Source of the picture"), max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "portal/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Who says so, where"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "portal/blocks/quote.html"


class TableBlock(blocks.StructBlock):
    """A table pasted from a spreadsheet: cells between tabs, the first row is its head."""

    caption = blocks.CharBlock(label=_("Title of the table"), max_length=200)
    cells = blocks.TextBlock(label=_("Rows, pasted from a spreadsheet; the first is the head"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "portal/blocks/table.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        rows = rows_of(cleaned["cells"])
        if len(rows) < 2 or len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
            message = _("A table has a head, 1 to 199 rows and at most 12 columns.")
            raise blocks.StructBlockValidationError({"cells": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        rows = rows_of(value["cells"])
        return {**super().get_context(value, parent_context), "head": rows[0], "rows": rows[1:]}


def rows_of(cells: str) -> list[list[str]]:
    """The rows of a pasted table, each as long as the first."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in cells.splitlines() if line.strip()]
    width = len(rows[0]) if rows else 0
    return [(row + [""] * width)[:width] for row in rows]


class DownloadBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    words = blocks.CharBlock(label=_("What it holds"), required=False, max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("File to download")
        template = "portal/blocks/download.html"


class VideoBlock(blocks.StructBlock):
    """A video of one's own: nothing is fetched from other sites, and it has captions."""

    video = DocumentChooserBlock(label=_("Video (MP4)"))
    poster = ImageChooserBlock(label=_("Still picture"))
    captions = DocumentChooserBlock(label=_("Captions (WebVTT)"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "portal/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = {}
        for name, ending in (("video", "mp4"), ("captions", "vtt")):
            if cleaned[name].file_extension.lower() != ending:
                wrong[name] = ValidationError(
                    _("A file ending in .%(ending)s is needed."), params={"ending": ending}
                )
        if wrong:
            raise blocks.StructBlockValidationError(wrong)
        return cleaned


BODY = [
    ("text", blocks.RichTextBlock(label=_("Text"), features=FEATURES, template="portal/blocks/text.html")),
    ("picture", PictureBlock()),
    ("quote", QuoteBlock()),
    ("table", TableBlock()),
    ("download", DownloadBlock()),
    ("video", VideoBlock()),
]
