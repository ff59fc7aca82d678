"""Where a notice is handed in, on whichever page."""

from __future__ import annotations

from django import template

register = template.Library()

# Every kind of file that the reader takes, as the endings that a file dialog offers.
NOTICE_ENDINGS = (
    *(".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd"),
    *(".xlsx", ".xls", ".et", ".ods", ".csv", ".eml", ".html", ".htm", ".txt", ".md", ".zip"),
    *(".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"),
)


@register.inclusion_tag("tasks/_notice_file.html")
def notice_file(label: str, *, required: bool = False) -> dict[str, object]:
    """The field for the file of a notice; `required` where nothing else may be given instead."""
    return {"label": label, "required": required, "accept": ",".join(NOTICE_ENDINGS)}
