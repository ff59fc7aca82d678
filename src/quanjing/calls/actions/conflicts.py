"""Conflicts: looked for whenever judges or applications change, declared by judges, set by the desk.

Whoever has a conflict is excluded at once: what he gave counts nowhere any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.enums import HANDED_IN, ConflictKind, ScoreState
from quanjing.calls.judging import Applicant, conflicts_of
from quanjing.calls.judging.conflicts import folded, same_unit
from quanjing.calls.models import Application, Call, Conflict, Judge, Score
from quanjing.calls.queries.closeness import applicants, judge_facts
from quanjing.calls.queries.judges import seats_of
from quanjing.calls.queries.panels import judges_of
from quanjing.calls.rules.judging import need_run
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.queries import posts_in_force

FOUND = (ConflictKind.UNIT, ConflictKind.JOINT, ConflictKind.AUTHOR)
LONGEST_DETAIL = 300
Key = tuple[int, int, str]


@transaction.atomic
def find_conflicts(
    *,
    call: Call,
    judges: Sequence[Judge] | None = None,
    applications: Iterable[Application] | None = None,
) -> int:
    """Look for conflicts anew, among all or some; part of the action that changed a judge or an application.

    What is found excludes the judge at once, whatever was given already; the desk is told. What no longer
    holds is taken away, except what a judge declared or the desk set. Returns how many scores it excluded.
    """
    sitting = list(judges_of(call)) if judges is None else list(judges)
    handed_in = Application.objects.filter(call=call, state__in=HANDED_IN)
    if applications is not None:
        handed_in = handed_in.filter(pk__in=[one.pk for one in applications])
    those = list(handed_in.order_by("pk"))
    if not sitting or not those:
        return 0
    wanted = _wanted(sitting, those)
    rows = Conflict.objects.filter(
        judge__in=[one.pk for one in sitting], application__in=[o.pk for o in those]
    )
    _keep(rows.exclude(kind=ConflictKind.DESK), wanted)
    return exclude(call)


def exclude(call: Call) -> int:
    """Exclude the scores of judges with a conflict; how many."""
    conflict = Conflict.objects.filter(judge=OuterRef("judge"), application=OuterRef("application"))
    rows = Score.objects.filter(Exists(conflict), judge__panel__call=call)
    number = rows.exclude(state=ScoreState.EXCLUDED).update(
        state=ScoreState.EXCLUDED, version=F("version") + 1
    )
    if number:
        _tell_desk(call, number)
    return number


@transaction.atomic
def declare(
    *, actor: Actor, judge: Judge, close_to: Sequence[str] = (), applications: Sequence[str] = ()
) -> Judge:
    """A judge says which units and people are close, or that none is; needed before the first look.

    In a blind call the names are matched here, so that the judge learns nothing of who applied with what;
    in another one applications may be named by their codes. Later declarations add to earlier ones.
    Raises `Missing` for a place in a panel that is not the actor's.
    """
    if not seats_of(actor).filter(pk=judge.pk).exists():
        raise Missing
    own = Judge.objects.select_for_update().get(pk=judge.pk)
    names = [" ".join(name.split())[:200] for name in close_to if name.strip()]
    own.close_to = list(dict.fromkeys([*own.close_to, *names]))
    own.declared_at = own.declared_at or clock.now()
    own.save(update_fields=["close_to", "declared_at"])
    call = judge.panel.call
    if applications and not call.is_blind:
        named = Application.objects.filter(call=call, code__in=applications)
        _declare_all(own, named)
    [fresh] = judges_of(call).filter(pk=own.pk)
    find_conflicts(call=call, judges=[fresh])
    exclude(call)
    record(actor=actor, verb="calls.declare", on=own, detail={"named": len(names) + len(applications)})
    return own


@transaction.atomic
def set_conflict(*, actor: Actor, judge: Judge, application: Application, reason: str) -> None:
    """The desk excludes a judge from an application, with its reason. Raises `Denied`, `Invalid`."""
    call = judge.panel.call
    need_run(actor, call)
    if application.call_id != call.pk:
        raise Missing
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    Conflict.objects.update_or_create(
        judge=judge, application=application, kind=ConflictKind.DESK,
        defaults={"detail": reason.strip()[:LONGEST_DETAIL], "found_at": clock.now()},
    )  # fmt: skip
    exclude(call)
    record(actor=actor, verb="calls.set_conflict", on=judge, detail={"application": application.code})


@transaction.atomic
def lift_conflict(*, actor: Actor, judge: Judge, conflict: int) -> None:
    """The desk takes back what it set itself; what was found or declared stays. Raises `WrongState`."""
    need_run(actor, judge.panel.call)
    found = Conflict.objects.filter(pk=conflict, judge=judge).select_related("application").first()
    if found is None:
        raise Missing
    if found.kind != ConflictKind.DESK:
        raise WrongState(_("Only what the desk set itself can be taken back."))
    code = found.application.code
    found.delete()
    record(actor=actor, verb="calls.lift_conflict", on=judge, detail={"application": code})


def _wanted(judges: Sequence[Judge], applications: Sequence[Application]) -> dict[Key, str]:
    """All conflicts that there are, with what they were found by."""
    facts = applicants(applications)
    bodies = {one.body for one in facts} | {pk for one in facts for pk in one.joint}
    found = conflicts_of(judge_facts(judges, bodies), facts)
    wanted: dict[Key, str] = {(one.judge, one.application, one.kind): one.detail for one in found}
    for judge in judges:
        for one in facts if judge.close_to else ():
            near = next((name for name in judge.close_to if _names(one, name)), "")
            if near:
                wanted[judge.pk, one.key, ConflictKind.DECLARED] = near
    return wanted


def _names(one: Applicant, name: str) -> bool:
    """Whether an application has a unit or a person of this name."""
    units = [*one.body_names, *one.joint_names, *(unit for _name, unit in one.people)]
    if any(same_unit(unit, name) for unit in units):
        return True
    return any(folded(person) == folded(name) for person, _unit in one.people if person)


def _keep(rows: Iterable[Conflict], wanted: dict[Key, str]) -> None:
    """Write what is new, take away what was found and holds no longer."""
    there = {(one.judge_id, one.application_id, one.kind): one for one in rows}
    gone = [one.pk for key, one in there.items() if key not in wanted and one.kind in FOUND]
    Conflict.objects.filter(pk__in=gone).delete()
    now = clock.now()
    Conflict.objects.bulk_create(
        (
            Conflict(
                judge_id=judge, application_id=application, kind=kind, detail=detail[:LONGEST_DETAIL],
                found_at=now,
            )
            for (judge, application, kind), detail in wanted.items()
            if (judge, application, kind) not in there
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def _declare_all(judge: Judge, applications: Iterable[Application]) -> None:
    now = clock.now()
    Conflict.objects.bulk_create(
        (
            Conflict(judge=judge, application=one, kind=ConflictKind.DECLARED, found_at=now)
            for one in applications
        ),
        ignore_conflicts=True,
    )


def _tell_desk(call: Call, number: int) -> None:
    """The officers of the body learn that applications need another judge."""
    roles = [role for role, rights in RIGHTS.items() if Right.ISSUE in rights]
    posts = posts_in_force().filter(organization=call.organization_id, role__in=roles)
    tell(
        post_ids=posts.exclude(holder=None).values_list("pk", flat=True),
        kind="judge_excluded",
        values={"title": call.title, "count": number},
        link=reverse("panel_list", args=[call.code]),
        key=f"excluded:{call.code}:{clock.now().isoformat()}",
    )
