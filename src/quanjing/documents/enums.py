from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What is written: the kinds of `gongwen.official.Kind`, and a volume."""

    RED_HEAD_NOTICE = "red_head_notice", _("notice with a red head")
    NOTICE = "notice", _("notice without a head")
    LETTER = "letter", _("letter")
    MINUTES = "minutes", _("minutes")
    BULLETIN = "bulletin", _("bulletin of collected results")
    COVER_NOTE = "cover_note", _("cover note for what is passed upward")
    SUMMARY_TABLE = "summary_table", _("summary table")
    STATISTICS_TABLE = "statistics_table", _("statistics table")
    VOLUME = "volume", _("volume with cover and contents")


UNNUMBERED = frozenset({DocumentKind.SUMMARY_TABLE, DocumentKind.STATISTICS_TABLE, DocumentKind.VOLUME})


class DocumentState(TextChoices):
    DRAFT = "draft", _("being written")
    ASKED = "asked", _("with the head")
    FINAL = "final", _("final")
    WITHDRAWN = "withdrawn", _("withdrawn")


class NumberStyle(TextChoices):
    YEAR = "year", _("prefix, year in brackets, number")
    ISSUE = "issue", _("number of the issue")


class NumberState(TextChoices):
    USED = "used", _("in force")
    VOID = "void", _("made void")
