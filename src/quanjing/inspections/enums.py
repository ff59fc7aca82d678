"""States of inspections, self-checks, visits and findings, and the moves that a finding may make."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """What an inspection consists of."""

    SELF = "self", _("self-check only")
    VISITS = "visits", _("visits only")
    BOTH = "both", _("self-check and visits")


class InspectionState(TextChoices):
    DRAFT = "draft", _("being planned")
    ANNOUNCED = "announced", _("announced")
    CLOSED = "closed", _("concluded")
    CALLED_OFF = "called_off", _("called off")


class Strata(TextChoices):
    """By what the bodies are divided before some of each part are drawn."""

    NONE = "none", _("all together")
    CLASS = "class", _("by class of society")
    LEVEL = "level", _("by level")
    BOTH = "class_level", _("by class and level")


class SelfState(TextChoices):
    """How far a body is with its self-check; empty where none is asked."""

    DUE = "due", _("not begun")
    DRAFT = "draft", _("begun")
    CONFIRM = "confirm", _("waits for the head")
    SENT = "sent", _("self-check sent")
    NIL = "nil", _("nothing to report")
    RELEASED = "released", _("no longer asked")


OPEN_SELF = (SelfState.DUE, SelfState.DRAFT, SelfState.CONFIRM)
DONE_SELF = (SelfState.SENT, SelfState.NIL)


class Answer(TextChoices):
    """The answers to a check item are given; what is wrong is said in a note about the matter."""

    IN_ORDER = "in_order", _("in order")
    NOT_IN_ORDER = "not_in_order", _("not in order")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


class VisitState(TextChoices):
    PLANNED = "planned", _("visit planned")
    CONCLUDED = "concluded", _("visit made")
    CALLED_OFF = "called_off", _("called off")


class Origin(TextChoices):
    """Who found it."""

    SELF = "self", _("found by the body itself")
    VISIT = "visit", _("found by an inspection")


class FindingState(TextChoices):
    OPEN = "open", _("to be rectified")
    RECTIFIED = "rectified", _("rectified, waits for a second person")
    CLOSED = "closed", _("rectified and closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


MOVES: dict[FindingState, tuple[FindingState, ...]] = {
    FindingState.OPEN: (FindingState.RECTIFIED, FindingState.WITHDRAWN),
    FindingState.RECTIFIED: (FindingState.CLOSED, FindingState.OPEN, FindingState.WITHDRAWN),
    FindingState.CLOSED: (),
    FindingState.WITHDRAWN: (),
}
UNSETTLED = (FindingState.OPEN, FindingState.RECTIFIED)


class EventKind(TextChoices):
    """What happened to a finding; lines are added, never changed."""

    WRITTEN = "written", _("written down")
    RECTIFIED = "rectified", _("said to be rectified")
    RETURNED = "returned", _("sent back: not rectified yet")
    CLOSED = "closed", _("looked at by a second person and closed")
    EXTENDED = "extended", _("given more time")
    DISPUTED = "disputed", _("disputed by the body")
    REVISIT = "revisit", _("to be looked at again on the spot")
    UPHELD = "upheld", _("dispute answered: the finding stands")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Tint(TextChoices):
    """The colour of a finding, for a filter; computed from dates, never of a person or a body."""

    NEAR = "near", _("blue: due within seven days")
    BEHIND = "behind", _("yellow: past its date")
    OVERDUE = "overdue", _("red: long past its date")


class Format(TextChoices):
    XLSX = "xlsx", _("Excel table")
    DOCX = "docx", _("Word document")
