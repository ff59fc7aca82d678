from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportKind(TextChoices):
    """What is made of the reports, in the order in which it is offered."""

    TABLE = "table", _("Table (Excel)")
    LAYOUT = "layout", _("The issuer's own table")
    VOLUME = "volume", _("Volume (Word)")
    PDF = "pdf", _("Volume (PDF)")
    BY_TOPIC = "by_topic", _("A volume for each item")
    BY_UNIT = "by_unit", _("A volume for each unit")
    FILES = "files", _("Files (ZIP)")


NAMED = (ExportKind.BY_TOPIC, ExportKind.BY_UNIT, ExportKind.FILES)  # many files, named by a rule
FORMATS = {
    ExportKind.TABLE: "xlsx",
    ExportKind.LAYOUT: "xlsx",
    ExportKind.VOLUME: "docx",
    ExportKind.PDF: "pdf",
    ExportKind.BY_TOPIC: "zip",
    ExportKind.BY_UNIT: "zip",
    ExportKind.FILES: "zip",
}


class CheckKind(TextChoices):
    """What a cross-check says of the numbers of a row."""

    AT_MOST = "at_most", _("not more than the total")
    ADDS_UP = "adds_up", _("adds up to the total")
    LIKE_BEFORE = "like_before", _("near what was reported the last time")
