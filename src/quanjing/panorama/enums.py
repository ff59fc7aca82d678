"""Over which months monthly figures are added up."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Time(TextChoices):
    THIS_YEAR = "this_year", _("this year so far")
    THIS_QUARTER = "this_quarter", _("this quarter so far")
    THIS_MONTH = "this_month", _("this month so far")
    LAST_MONTH = "last_month", _("last month")
    TWELVE = "twelve", _("twelve months")
    LAST_YEAR = "last_year", _("last year")


class Which(TextChoices):
    """Which bodies behind a figure are listed."""

    IN = "in", _("counted")
    OUT = "out", _("not counted")
    ALL = "all", _("all asked of")
