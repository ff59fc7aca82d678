from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionState(TextChoices):
    WAITING = "waiting", _("waits for the head")
    APPROVED = "approved", _("final")
    SENT_BACK = "sent_back", _("sent back to the editor")
    VOID = "void", _("void, something was changed since")


class Way(TextChoices):
    """How a manuscript was passed on."""

    PAPER = "paper", _("on paper")
    EXCHANGE = "exchange", _("by document exchange")
    MAIL = "mail", _("by mail")
    HAND = "hand", _("by hand")
