"""Counted duties: who has which, how often it was done. Always in the order of the tree, never by count."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.queries import in_scope
from quanjing.tasks.models import Assignment, Duty, DutyLine, DutyRecord


def duties_visible_to(actor: Actor) -> QuerySet[Duty]:
    """Duties set in the subtree that the actor reads, and those that address his bodies."""
    addressed = DutyLine.objects.filter(in_scope(actor, "organization__"), duty=OuterRef("pk"))
    set_within = in_subtree(actor.path, "organization__") if actor.reads_subtree else Q(pk__in=[])
    found = Duty.objects.filter(set_within | Exists(addressed)).select_related(
        "organization", "task__directive"
    )
    return found.order_by("-last_on", "-pk")


def get_duty(actor: Actor, code: str) -> Duty:
    """One duty. Raises `Missing`."""
    found = duties_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def lines_of(actor: Actor, duty: Duty) -> QuerySet[DutyLine]:
    """The lines that the actor may see, each with `done`, in the order of the tree."""
    found = DutyLine.objects.filter(in_scope(actor, "organization__"), duty=duty)
    return _counted(found).order_by("organization__path")


def own_lines(actor: Actor) -> QuerySet[DutyLine]:
    """The duties of the actor's own body, each with `done`, what ends first first."""
    found = DutyLine.objects.filter(organization=actor.organization_id)
    return _counted(found).order_by("duty__last_on", "pk")


def own_line(actor: Actor, duty: Duty) -> DutyLine | None:
    """The line of the actor's own body, if it has one."""
    return own_lines(actor).filter(duty=duty).first()


def records_of(line: DutyLine) -> QuerySet[DutyRecord]:
    """What was recorded and not taken back."""
    return line.records.filter(undone=False).select_related("report__task__directive")


def get_record(actor: Actor, code: str) -> DutyRecord:
    """One record of a line that the actor may see. Raises `Missing`."""
    found = DutyRecord.objects.filter(in_scope(actor, "line__organization__"), code=code)
    record = found.select_related("line__duty", "line__organization").first()
    if record is None:
        raise Missing
    return record


def own_reports(actor: Actor) -> QuerySet[Assignment]:
    """Reports of the own body that a record may point to, the latest change first."""
    found = Assignment.objects.filter(organization=actor.organization_id).exclude(submitted_at=None)
    return found.select_related("task", "directive", "organization").order_by("-changed_at")


def _counted(lines: QuerySet[DutyLine]) -> QuerySet[DutyLine]:
    within = Q(records__happened_on__gte=F("duty__first_on"), records__happened_on__lte=F("duty__last_on"))
    done = Count("records", filter=within & Q(records__undone=False))
    return lines.select_related("duty__organization", "organization").annotate(done=done)
