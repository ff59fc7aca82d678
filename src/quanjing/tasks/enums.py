from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """What an assignment is in; exactly one. Late, locked and extended are facts beside it."""

    DUE = "due", _("not started")
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for review")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    NIL = "nil", _("nil report")
    EXEMPT = "exempt", _("exempt")
    CANCELLED = "cancelled", _("cancelled")


DONE = (State.ACCEPTED, State.NIL)
NOT_EXPECTED = (State.EXEMPT, State.CANCELLED)
OPEN = (State.DUE, State.DRAFT)

# From each state to those that may follow; everything else is refused.
MOVES: dict[State, frozenset[State]] = {
    State.DUE: frozenset({State.DRAFT, State.SUBMITTED, State.NIL, State.EXEMPT, State.CANCELLED}),
    State.DRAFT: frozenset({State.DUE, State.SUBMITTED, State.NIL, State.EXEMPT, State.CANCELLED}),
    # due and draft: the unit takes back what the desk has not claimed
    State.SUBMITTED: frozenset(
        {State.RETURNED, State.ACCEPTED, State.SUBMITTED, State.NIL, State.CANCELLED, *OPEN}
    ),
    State.RETURNED: frozenset({State.SUBMITTED, State.NIL, State.ACCEPTED, State.EXEMPT, State.CANCELLED}),
    State.ACCEPTED: frozenset({State.RETURNED, State.CANCELLED}),
    State.NIL: frozenset({State.RETURNED, State.SUBMITTED, State.CANCELLED, *OPEN}),
    State.EXEMPT: frozenset({State.DUE, State.CANCELLED}),
    State.CANCELLED: frozenset({State.DUE}),
}


class DeadlineKind(TextChoices):
    DATE = "date", _("a date")
    WINDOW = "window", _("a window")
    EVENT = "event", _("bound to an event")
    RELATIVE = "relative", _("days after receipt")
    ROLLING = "rolling", _("as it happens")
    RECURRING = "recurring", _("recurring")


class Role(TextChoices):
    """What a unit does for an item."""

    LEAD = "lead", _("lead")
    SUPPORT = "support", _("support")


class Since(TextChoices):
    """What a counted deadline is counted from."""

    EVENT = "event", _("an event")
    PUBLISHING = "publishing", _("the day of publishing to the unit")
    CONFIRMATION = "confirmation", _("the day on which the unit confirms receipt")


class Side(TextChoices):
    BEFORE = "before", _("before")
    AFTER = "after", _("after")


class Unit(TextChoices):
    WORKDAYS = "workdays", _("working days")
    DAYS = "days", _("days")


class Wish(TextChoices):
    """What became of a unit's request for more time."""

    ASKED = "asked", _("waiting for an answer")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Every(TextChoices):
    """The rhythm of a recurring task."""

    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half_yearly", _("every half-year")
    YEARLY = "yearly", _("every year")


class ApprovalState(TextChoices):
    """What became of an officer's request that a notice may go out."""

    WAITING = "waiting", _("waits for approval")
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")
    TAKEN_BACK = "taken_back", _("taken back")
    VOID = "void", _("void")


class IncomingState(TextChoices):
    """A paper in the register of the body that received it."""

    OPEN = "open", _("in hand")
    SETTLED = "settled", _("settled")


class ReferralState(TextChoices):
    """A paper handed on inside the body."""

    OPEN = "open", _("in hand")
    DONE = "done", _("done")
    RETURNED = "returned", _("handed back")
