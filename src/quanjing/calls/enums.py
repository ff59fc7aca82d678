"""Kinds of calls, the states of calls and applications, and how a panel's scores become one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallKind(TextChoices):
    PROJECT = "project", _("projects")
    TITLE = "title", _("titles and awards")
    ESSAY = "essay", _("essays")
    CASE = "case", _("model cases")
    TOPIC = "topic", _("research topics")
    BASE = "base", _("bases")
    ACT = "act", _("acts and shows")
    AWARD = "award", _("awards of projects")
    OTHER = "other", _("other applications")


class CallState(TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for applications")
    CHECKING = "checking", _("form check")
    JUDGING = "judging", _("panel review")
    DECIDING = "deciding", _("decision")
    NOTICED = "noticed", _("public notice")
    DONE = "done", _("results out")
    CANCELLED = "cancelled", _("called off")


CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.DRAFT: frozenset({CallState.OPEN}),
    CallState.OPEN: frozenset({CallState.CHECKING, CallState.CANCELLED}),
    CallState.CHECKING: frozenset(
        {CallState.OPEN, CallState.JUDGING, CallState.DECIDING, CallState.CANCELLED}
    ),
    CallState.JUDGING: frozenset({CallState.DECIDING, CallState.CANCELLED}),
    CallState.DECIDING: frozenset(
        {
            CallState.CHECKING,
            CallState.JUDGING,
            CallState.NOTICED,
            CallState.DONE,
            CallState.CANCELLED,
        }
    ),
    CallState.NOTICED: frozenset({CallState.DONE, CallState.CANCELLED}),
    CallState.DONE: frozenset(),
    CallState.CANCELLED: frozenset(),
}
RELEASING = (CallState.DECIDING, CallState.NOTICED)  # while displayed, whoever follows one taken out


class ApplicationState(TextChoices):
    DRAFT = "draft", _("draft")
    SENT = "sent", _("sent in")
    RETURNED = "returned", _("sent back")
    ADMITTED = "admitted", _("form in order")
    REFUSED = "refused", _("not admitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SELECTED = "selected", _("selected")
    PASSED_OVER = "passed_over", _("not selected")
    REMOVED = "removed", _("taken out after an objection")


APPLICATION_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SENT, ApplicationState.WITHDRAWN}),
    ApplicationState.SENT: frozenset(
        {
            ApplicationState.DRAFT,
            ApplicationState.RETURNED,
            ApplicationState.ADMITTED,
            ApplicationState.REFUSED,
            ApplicationState.WITHDRAWN,
        }
    ),
    ApplicationState.RETURNED: frozenset(
        {ApplicationState.SENT, ApplicationState.REFUSED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.ADMITTED: frozenset(
        {
            ApplicationState.SENT,
            ApplicationState.REFUSED,
            ApplicationState.WITHDRAWN,
            ApplicationState.SELECTED,
            ApplicationState.PASSED_OVER,
        }
    ),
    ApplicationState.REFUSED: frozenset({ApplicationState.SENT}),
    ApplicationState.WITHDRAWN: frozenset(),
    ApplicationState.SELECTED: frozenset({ApplicationState.REMOVED, ApplicationState.WITHDRAWN}),
    ApplicationState.PASSED_OVER: frozenset({ApplicationState.SELECTED}),
    ApplicationState.REMOVED: frozenset(),
}

HANDED_IN = (
    ApplicationState.SENT,
    ApplicationState.RETURNED,
    ApplicationState.ADMITTED,
    ApplicationState.SELECTED,
    ApplicationState.PASSED_OVER,
)  # these take up a place of a quota
WRITABLE = (ApplicationState.DRAFT, ApplicationState.RETURNED)


class Mean(TextChoices):
    """How the totals of several judges become one; written down before anything is scored."""

    MEAN = "mean", _("mean")
    MEDIAN = "median", _("median")
    TRIMMED = "trimmed", _("mean without the highest and the lowest")


class Tie(TextChoices):
    """What separates applications with the same result, tried in the order that the call names."""

    MEDIAN = "median", _("the higher median")
    WEIGHTIEST = "weightiest", _("more in the criterion that weighs most")
    SPREAD = "spread", _("less difference between the judges")
    LOT = "lot", _("a lot drawn from the printed seed")


class Round(TextChoices):
    PAPER = "paper", _("on paper")
    SHOW = "show", _("road show")


class ConflictKind(TextChoices):
    DECLARED = "declared", _("declared by the judge")
    UNIT = "unit", _("same unit")
    JOINT = "joint", _("unit of a joint bid")
    AUTHOR = "author", _("named in the application")
    DESK = "desk", _("set by the desk")


class ScoreState(TextChoices):
    OPEN = "open", _("to be scored")
    DRAFT = "draft", _("begun")
    DONE = "done", _("scored")
    EXCLUDED = "excluded", _("excluded")


class TickKind(TextChoices):
    """How a condition of a call is checked."""

    TICK = "tick", _("the unit says yes")
    DATE = "date", _("the unit says yes and since when")
    COMMITTEE = "committee", _("has a Party organization")
    PROJECTS = "projects", _("no project is closed late")
    FIGURE = "figure", _("a figure of the platform")


class ObjectionState(TextChoices):
    OPEN = "open", _("being looked into")
    UPHELD = "upheld", _("upheld")
    DISMISSED = "dismissed", _("not upheld")


class Way(TextChoices):
    PAGE = "page", _("on the page")
    MAIL = "mail", _("by mail")
    PHONE = "phone", _("by telephone")
    PAPER = "paper", _("on paper")


class ConsentWay(TextChoices):
    LINK = "link", _("by the link")
    PAPER = "paper", _("on paper")


class ProjectState(TextChoices):
    RUNNING = "running", _("under way")
    CLOSED = "closed", _("project closed")
    STOPPED = "stopped", _("stopped")


class MilestoneState(TextChoices):
    DUE = "due", _("due")
    REPORTED = "reported", _("reported")
    RETURNED = "returned", _("sent back")
    ACCEPTED = "accepted", _("accepted")


PROJECT_MOVES: dict[ProjectState, frozenset[ProjectState]] = {
    ProjectState.RUNNING: frozenset({ProjectState.CLOSED, ProjectState.STOPPED}),
    ProjectState.CLOSED: frozenset(),
    ProjectState.STOPPED: frozenset(),
}
MILESTONE_MOVES: dict[MilestoneState, frozenset[MilestoneState]] = {
    MilestoneState.DUE: frozenset({MilestoneState.REPORTED}),
    MilestoneState.REPORTED: frozenset({MilestoneState.ACCEPTED, MilestoneState.RETURNED}),
    MilestoneState.RETURNED: frozenset({MilestoneState.REPORTED}),
    MilestoneState.ACCEPTED: frozenset(),
}
TO_REPORT = (MilestoneState.DUE, MilestoneState.RETURNED)  # the lead has to report


class ChangeState(TextChoices):
    ASKED = "asked", _("change asked for")
    GRANTED = "granted", _("change granted")
    DECLINED = "declined", _("change declined")


class Series(TextChoices):
    """What a body numbers within a year."""

    HONOURS = "honours", _("certificates")
    PROJECTS = "projects", _("projects")


class RecommendationState(TextChoices):
    """What became of a recommendation to an award of others."""

    SENT = "sent", _("recommended")
    GIVEN = "given", _("award given")
    NOT_GIVEN = "not_given", _("award not given")


class ExportKind(TextChoices):
    LIST = "list", _("Excel table")
    PAPERS = "papers", _("all applications with their files (zip)")


class Flag(TextChoices):
    """What the form check looks at first."""

    FORMER = "former", _("holds the award already")
    DOUBLE = "double", _("nominated by another body too")
    SIMILAR = "similar", _("shares text with another")
    OVERDUE = "overdue", _("return date is past")
    JOINT = "joint", _("a joint unit has not confirmed")
    CONDITION = "condition", _("a condition is not met")
