"""States of an entry, its dates, what is written into its log, and the moves that are allowed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryState(TextChoices):
    DRAFT = "draft", _("draft")
    FILED = "filed", _("filed, waiting for review")
    RETURNED = "returned", _("sent back")
    CURRENT = "current", _("in force")
    CLOSED = "closed", _("closed")


# A change of what is in force is filed again; a closed entry is taken up again with its history.
MOVES: dict[EntryState, tuple[EntryState, ...]] = {
    EntryState.DRAFT: (EntryState.FILED, EntryState.CURRENT),
    EntryState.FILED: (EntryState.CURRENT, EntryState.RETURNED, EntryState.DRAFT),
    EntryState.RETURNED: (EntryState.FILED, EntryState.CURRENT, EntryState.CLOSED),
    EntryState.CURRENT: (EntryState.FILED, EntryState.CURRENT, EntryState.CLOSED),
    EntryState.CLOSED: (EntryState.CURRENT,),
}
OPEN = (EntryState.FILED, EntryState.RETURNED, EntryState.CURRENT)


class Role(TextChoices):
    """Which of the two posts of an entry is handed over."""

    HOLDER = "holder", _("holder")
    REVIEWER = "reviewer", _("reviewer")


class What(TextChoices):
    """What a date of an entry asks for."""

    FILING = "filing", _("to be filed by")
    REVIEW = "review", _("next review")
    EXPIRY = "expiry", _("last day")
    DORMANT = "dormant", _("without an update since long")
    STEP = "step", _("step")
    ANSWER = "answer", _("answer by")
    EVENT = "event", _("takes place")


REMINDED = (What.FILING, What.REVIEW, What.EXPIRY, What.DORMANT, What.STEP, What.ANSWER)


class LogKind(TextChoices):
    """What happened; a matter raised stays open until it is settled."""

    UPDATE = "update", _("published or updated")
    VISIT = "visit", _("visit or contact")
    TALK = "talk", _("talk or activity")
    MATTER = "matter", _("matter raised")
    OTHER = "other", _("other event")


class Outcome(TextChoices):
    """What became of a version."""

    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("taken over")
    RETURNED = "returned", _("sent back")
    WITHDRAWN = "withdrawn", _("taken back")


class Opinion(TextChoices):
    """How a body that was asked beforehand answers: about the matter, never about a person."""

    AGREED = "agreed", _("agreed")
    WITH_ADVICE = "advice", _("agreed, with advice")
    NOT_YET = "not_yet", _("not yet: to be reworked first")


EVERY = "every"  # beside the states, in a filter: closed ones as well


class Format(TextChoices):
    XLSX = "xlsx", _("Excel table")
    DOCX = "docx", _("Word volume")


class Show(TextChoices):
    """What a list is narrowed to beside states."""

    DUE = "due", _("a date within thirty days or past")
    DORMANT = "dormant", _("proposed for closing")
    UNCONFIRMED = "unconfirmed", _("not confirmed this year")
    VACANT = "vacant", _("without holder or reviewer")
    LATE = "late", _("filed later than asked")
    UNDONE = "undone", _("steps still to be taken")
    DONE = "done", _("every step taken")
