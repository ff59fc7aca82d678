"""Spans that a work log is shown by, and what work serves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Span(TextChoices):
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Service(TextChoices):
    """Whom the work of a society serves; the four are given, nobody adds to them."""

    WORKERS = "workers", _("people in science and technology")
    INNOVATION = "innovation", _("development driven by innovation")
    LITERACY = "literacy", _("scientific literacy of all")
    DECISIONS = "decisions", _("decisions of Party and government")
