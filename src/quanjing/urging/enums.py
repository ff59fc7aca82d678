from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reach(TextChoices):
    """Whom a reminder goes to: the unit about its own tasks, or the body above about its subtree."""

    UNIT = "unit", _("to the unit")
    SUPERIOR = "superior", _("to the desk above")


class Occasion(TextChoices):
    SCHEDULE = "schedule", _("by the rules")
    DESK = "desk", _("by the desk")


class Channel(TextChoices):
    MESSAGE = "message", _("message here")
    MAIL = "mail", _("mail")


class LeftOut(TextChoices):
    """Why a unit is not reminded now."""

    DONE = "done", _("nothing open: reported, exempt or withdrawn")
    CHECKING = "checking", _("the desk is checking its report")
    LOCKED = "locked", _("the end of grace has passed")
    EARLY = "early", _("not open for reports yet")
    PAUSED = "paused", _("reminders of this notice are paused")
    QUIET = "quiet", _("quiet hours or a day off")
    TODAY = "today", _("was reminded today")
    COOLING = "cooling", _("was reminded a short time ago")
    NOBODY = "nobody", _("nobody holds a reporting post; please call")
