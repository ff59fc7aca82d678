"""Spans that a work log is shown by, and what work serves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LogSpan(TextChoices):
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Yearly(TextChoices):
    """What a body counts once a year and no record holds; numbers, never lists of names."""

    TO_MEMBER = "to_member", _("leading specialists who joined the Party")
    TO_SPECIALIST = "to_specialist", _("Party members who became leading specialists")
    TO_WORKER = "to_worker", _("Party members who took up Party work")
    TO_MANAGER = "to_manager", _("Party workers who entered the management")
    VISITED = "visited", _("branches visited to guide and check")


class Service(TextChoices):
    """Whom the work of a society serves; the four are given, nobody adds to them."""

    WORKERS = "workers", _("people in science and technology")
    INNOVATION = "innovation", _("development driven by innovation")
    LITERACY = "literacy", _("scientific literacy of all")
    DECISIONS = "decisions", _("decisions of Party and government")
