from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """Where a mail stands. What was given to a server that fell silent is never sent again by itself."""

    KEPT = "kept", _("kept here: no mail server is set")
    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("refused by the mail server")
    BOUNCED = "bounced", _("came back undelivered")
    UNSURE = "unsure", _("perhaps sent: the mail server did not answer")
