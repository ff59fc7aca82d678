from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubmissionState(TextChoices):
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    NIL = "nil", _("nil report")
    REPLACED = "replaced", _("replaced by a newer version")
    WITHDRAWN = "withdrawn", _("taken back")


class EntryState(TextChoices):
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


class ConfirmationState(TextChoices):
    WAITING = "waiting", _("waits for the head")
    CONFIRMED = "confirmed", _("confirmed")
    SENT_BACK = "sent_back", _("sent back to the handler")
    REPLACED = "replaced", _("asked again")


class FilledState(TextChoices):
    """What became of filled forms that were handed in."""

    READING = "reading", _("being read")
    READ = "read", _("waits to be taken over")
    TAKEN = "taken", _("taken into the draft")
    PUT_BACK = "put_back", _("taken, then put back")
    DROPPED = "dropped", _("not taken")


class Way(TextChoices):
    """How a report came that the desk entered for the unit."""

    TELEPHONE = "telephone", _("by telephone")
    PAPER = "paper", _("on paper")
    MAIL = "mail", _("by mail")
