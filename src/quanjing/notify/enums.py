from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pace(TextChoices):
    """How often a person wants the news of his posts by mail."""

    DAILY = "daily", _("one mail a day, where there is news")
    WEEKLY = "weekly", _("one mail on Mondays, where there is news")
    OFF = "off", _("no mail; the news stand under “Messages”")


class MailState(TextChoices):
    """Where a mail stands. What was given to a server that fell silent is never sent again by itself."""

    KEPT = "kept", _("kept here: no mail server is set")
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("refused by the mail server")
    BOUNCED = "bounced", _("came back undelivered")
    UNSURE = "unsure", _("perhaps sent: the mail server did not answer")


DOUBTFUL = (MailState.FAILED, MailState.UNSURE, MailState.BOUNCED)  # a person may have these sent again
