"""How far a scheme and a body are, who gives what is judged, kinds of evidence, moves that are allowed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeState(TextChoices):
    DRAFT = "draft", _("being written")
    OPEN = "open", _("open for self-assessment")
    REVIEW = "review", _("being reviewed")
    FEEDBACK = "feedback", _("reasons are shown, appeals are open")
    APPROVAL = "approval", _("waits for approval")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a new version")


MOVES: dict[SchemeState, tuple[SchemeState, ...]] = {
    SchemeState.DRAFT: (SchemeState.OPEN,),
    SchemeState.OPEN: (SchemeState.REVIEW, SchemeState.REPLACED),
    SchemeState.REVIEW: (SchemeState.FEEDBACK,),
    SchemeState.FEEDBACK: (SchemeState.APPROVAL,),
    SchemeState.APPROVAL: (SchemeState.PUBLISHED, SchemeState.FEEDBACK),
    SchemeState.PUBLISHED: (),
    SchemeState.REPLACED: (),
}
ISSUED = (
    SchemeState.OPEN, SchemeState.REVIEW, SchemeState.FEEDBACK, SchemeState.APPROVAL, SchemeState.PUBLISHED,
)  # fmt: skip


class UnitState(TextChoices):
    """How far the self-assessment of a body is."""

    DUE = "due", _("not begun")
    DRAFT = "draft", _("draft")
    CONFIRM = "confirm", _("waits for the head")
    SENT = "sent", _("self-assessment sent")


class Source(TextChoices):
    """Who gives what a line is judged by."""

    FACT = "fact", _("facts of the platform")
    UNIT = "unit", _("the body itself")
    DESK = "desk", _("the desk")


class PatternKind(TextChoices):
    """All there are. None counts reactions, presence or minutes: such types do not exist."""

    CHOICE = "choice", _("ladder of statements")
    THRESHOLD = "threshold", _("ladder of numbers")
    CONDITIONS = "conditions", _("conditions met: all, two, one")
    COUNT = "count", _("so much each, with a cap")
    RATE = "rate", _("done of what should be")
    DEDUCTION = "deduction", _("deduction for each that is missing")
    VETO = "veto", _("veto")
    PANEL = "panel", _("mean of a panel")
    COMPOSITE = "composite", _("several sources by weight")


class EvidenceKind(TextChoices):
    RECORD = "record", _("record of the platform")
    FILE = "file", _("file")
    LINK = "link", _("link")


class Grading(TextChoices):
    BANDS = "bands", _("by bands of marks")
    QUOTAS = "quotas", _("by shares of a group")
