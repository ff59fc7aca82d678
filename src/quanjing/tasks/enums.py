from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
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


class Party(TextChoices):
    """Who may move an assignment."""

    UNIT = "unit", _("the unit itself")
    DESK = "desk", _("the desk of the issuing body")
    OFFICE = "office", _("the office that ends the unit")


class Step(NamedTuple):
    """A way from one state to the next: who may take it, what follows, what the unit sees then."""

    who: tuple[Party, ...]
    follows: Promise
    seen: Promise


# the desk too begins, clears and sends: it enters what came by telephone or on paper
BEGIN = Step(
    (Party.UNIT, Party.DESK), _("nothing leaves the unit"), _("its draft, which nobody outside sees")
)
CLEAR = Step((Party.UNIT, Party.DESK), _("nothing leaves the unit"), _("an empty page"))
SEND = Step(
    (Party.UNIT, Party.DESK),
    _("a new version; the desk is told; the unit's clock stands still"),
    _("what it sent, when and by whom; it may send again or take it back"),
)
SEND_NIL = Step(
    (Party.UNIT, Party.DESK),
    _("a version with the reason; the desk is told; done at once"),
    _("nothing to report, with its reason"),
)
TAKE_BACK = Step(
    (Party.UNIT,),
    _("the version is marked as taken back; refused once the desk has claimed it"),
    _("its draft as it was"),
)
RETURN = Step(
    (Party.DESK,),
    _("the places with their reasons are noted; the sender is told; a date of its own begins"),
    _("the reason at each place, and the new date; only these places are open"),
)
RETURN_OR_TAKE_BACK = Step(
    (Party.DESK, Party.UNIT),
    _("as by a return; or the unit takes back a correction, and the date of the return holds again"),
    _("the reason at each place, and the date; only these places are open"),
)
ACCEPT = Step((Party.DESK,), _("the entries are accepted; the sender is told"), _("accepted: nothing to do"))
EXEMPT = Step(
    (Party.DESK,), _("no longer expected; no reminders; the unit is told"), _("exempt, with the reason")
)
CANCEL = Step(
    (Party.DESK, Party.OFFICE),
    _("no longer expected; what was sent stays readable"),
    _("cancelled, with the reason"),
)
RESTORE = Step((Party.DESK,), _("expected again; the unit is told"), _("asked for again, with the reason"))

# From each state to those that may follow; everything else is refused.
MOVES: dict[State, dict[State, Step]] = {
    State.DUE: {
        State.DRAFT: BEGIN, State.SUBMITTED: SEND, State.NIL: SEND_NIL,
        State.EXEMPT: EXEMPT, State.CANCELLED: CANCEL,
    },
    State.DRAFT: {
        State.DUE: CLEAR, State.SUBMITTED: SEND, State.NIL: SEND_NIL,
        State.EXEMPT: EXEMPT, State.CANCELLED: CANCEL,
    },
    State.SUBMITTED: {
        State.RETURNED: RETURN_OR_TAKE_BACK, State.ACCEPTED: ACCEPT, State.CANCELLED: CANCEL,
        State.SUBMITTED: SEND, State.NIL: SEND_NIL, State.DUE: TAKE_BACK, State.DRAFT: TAKE_BACK,
    },
    State.RETURNED: {
        State.SUBMITTED: SEND, State.NIL: SEND_NIL, State.ACCEPTED: ACCEPT,
        State.EXEMPT: EXEMPT, State.CANCELLED: CANCEL,
    },
    State.ACCEPTED: {State.RETURNED: RETURN, State.CANCELLED: CANCEL},
    State.NIL: {
        State.RETURNED: RETURN_OR_TAKE_BACK, State.SUBMITTED: SEND, State.CANCELLED: CANCEL,
        State.DUE: TAKE_BACK, State.DRAFT: TAKE_BACK,
    },
    State.EXEMPT: {State.DUE: RESTORE, State.CANCELLED: CANCEL},
    State.CANCELLED: {State.DUE: RESTORE},
}  # fmt: skip


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
