"""Applications: who sees them, lists of them, one with everything about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from quanjing.calls.enums import HANDED_IN, ApplicationState, Flag
from quanjing.calls.models import Application, Call, JointUnit, ReturnedField, Similar
from quanjing.calls.queries.checks import doubles_in, former_in
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block

APPLICATION_SORTS = {
    "number": ("direction__position", "number", "pk"),
    "body": ("organization__path", "number", "pk"),
    "newest": ("-changed_at", "pk"),
}
SENT_STATES = tuple(state for state in ApplicationState if state != ApplicationState.DRAFT)
FILES = (FieldType.FILE, FieldType.PHOTO)
REVOKED = Q(consent__withdrawn_at__isnull=False)


@dataclass(frozen=True, slots=True)
class ApplicationFilter:
    """What the list of the form check is narrowed to; empty fields narrow nothing."""

    direction: str = ""
    state: str = ""
    flag: str = ""
    text: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def applications_visible_to(actor: Actor) -> QuerySet[Application]:
    """Those of the own body, those it is joint in once sent, and all sent to its own calls for its desk.

    What a nominee took his consent from is in the record alone.
    """
    if actor.organization_id is None:
        return Application.objects.none()
    own = Q(organization=actor.organization_id)
    joint = JointUnit.objects.filter(application=OuterRef("pk"), organization=actor.organization_id)
    found = own | Q(Exists(joint))
    if actor.reads_subtree:
        found |= Q(call__organization=actor.organization_id) & ~Q(state=ApplicationState.DRAFT)
    return Application.objects.filter(found).exclude(REVOKED)


def get_application(actor: Actor, code: str) -> Application:
    """One application with its call. Raises `Missing`."""
    rows = applications_visible_to(actor).filter(code=code)
    found = rows.select_related(
        "call__organization",
        "call__under",
        "direction",
        "organization",
        "template",
        "consent__paper",
        "based_on__organization",
    ).first()
    if found is None:
        raise Missing
    return found


def own_applications(actor: Actor, call: Call) -> QuerySet[Application]:
    """What the actor's body has begun or sent in a call, in the order of its own first review."""
    mine = Application.objects.filter(call=call, organization=actor.organization_id).exclude(REVOKED)
    rows = mine.select_related("direction", "consent", "based_on__organization")
    return rows.order_by("direction__position", "place", "pk")


def joint_applications(actor: Actor) -> QuerySet[JointUnit]:
    """Where the own body is named as a joint unit."""
    rows = JointUnit.objects.filter(organization=actor.organization_id).exclude(
        application__consent__withdrawn_at__isnull=False
    )
    return rows.select_related("application__call", "application__organization").order_by("-pk")


def sent_to(call: Call) -> QuerySet[Application]:
    """What the desk of a call sees: everything that was sent."""
    return Application.objects.filter(call=call).exclude(state=ApplicationState.DRAFT).exclude(REVOKED)


def application_list(actor: Actor, call: Call, wanted: ApplicationFilter) -> QuerySet[Application]:
    """What was sent to a call of the own body, narrowed; with what a list shows."""
    found = sent_to(call).filter(call__organization=actor.organization_id)
    if wanted.direction:
        found = found.filter(direction__code=wanted.direction)
    if wanted.state in ApplicationState.values:
        found = found.filter(state=wanted.state)
    if wanted.text.strip():
        text = wanted.text.strip()
        words = Q(title__icontains=text) | Q(subject__icontains=text) | Q(organization__name__icontains=text)
        words |= Q(based_on__number__icontains=text) | Q(based_on__title__icontains=text)
        found = found.filter(words)
    found = _flagged(found, wanted.flag)
    return as_listed(found)


def as_listed(found: QuerySet[Application]) -> QuerySet[Application]:
    """With body, direction, project and the share of the likest other; without what takes room."""
    most = Similar.objects.filter(application=OuterRef("pk")).order_by("-share").values("share")[:1]
    rows = found.annotate(similar_share=Subquery(most))
    rows = rows.select_related("direction", "organization", "call", "based_on__organization")
    project = ("based_on__plan", "based_on__goals")
    return rows.defer("values", "words", "team", "goals", "budget", "schedule", *project)


def block_of(template_id: int) -> Block:
    """The one block of a call's sheet with its fields."""
    from_template = Block.objects.filter(template_id=template_id).order_by("position")
    block = from_template.prefetch_related("fields__meaning").first()
    if block is None:
        raise Missing
    return block


def returned_now(application: Application) -> list[ReturnedField]:
    """What the form check sent back last."""
    if not application.returns:
        return []
    return list(application.returned.filter(round=application.returns))


def application_file(application: Application, code: str) -> StoredFile:
    """A file that the application or one of its versions holds. Raises `Missing`."""
    held: list[object] = [application.values]
    held += [facts.get("values", {}) for facts in application.versions.values_list("facts", flat=True)]
    named = {value for values in held if isinstance(values, dict) for value in values.values()
             if isinstance(value, str)}  # fmt: skip
    consent = getattr(application, "consent", None)
    if consent is not None and consent.paper is not None:
        named.add(consent.paper.code)
    found = StoredFile.objects.filter(code=code).first() if code in named else None
    if found is None:
        raise Missing
    return found


def last_year_of(call: Call, organization_id: int) -> Application | None:
    """What the body applied with last in an earlier call of the same body and kind."""
    before = Application.objects.filter(
        organization=organization_id, call__organization=call.organization_id, call__kind=call.kind,
        call__year__lt=call.year, state__in=HANDED_IN,
    ).exclude(REVOKED)  # fmt: skip
    return before.order_by("-call__year", "-pk").first()


def _flagged(found: QuerySet[Application], flag: str) -> QuerySet[Application]:
    if flag == Flag.SIMILAR:
        return found.filter(Exists(Similar.objects.filter(application=OuterRef("pk"))))
    if flag == Flag.OVERDUE:
        return found.filter(state=ApplicationState.RETURNED, returned_due__lt=clock.now())
    if flag == Flag.JOINT:
        open_units = JointUnit.objects.filter(
            application=OuterRef("pk"), organization__isnull=False, confirmed_at=None
        )
        return found.filter(Exists(open_units))
    if flag == Flag.CONDITION:
        return found.filter(answers__condition__isnull=False, answers__is_met=False).distinct()
    if flag in (Flag.FORMER, Flag.DOUBLE):
        return found.filter(pk__in=_named_twice(found, flag))
    return found


def _named_twice(found: QuerySet[Application], flag: str) -> list[int]:
    """Keys of nominations whose subject is known from elsewhere; folded in Python, over names alone."""
    rows = list(found.exclude(subject="").only("pk", "call", "subject", "organization"))
    if not rows:
        return []
    call = Call.objects.get(pk=rows[0].call_id)
    known = former_in(call, rows) if flag == Flag.FORMER else doubles_in(call, rows)
    return sorted(known)


def bodies_for_joint(call: Call, text: str) -> list[Organization]:
    """Bodies of the tree that bear this name."""
    named = Organization.objects.filter(Q(name=text) | Q(short_name=text) | Q(code=text))
    return list(named.filter(in_subtree(call.organization.path[: Organization.steplen]))[:2])
