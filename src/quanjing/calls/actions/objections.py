"""Objections: taken in, looked into by somebody else than who prepared the list, decided with a finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.enums import ApplicationState, ObjectionState, Way
from quanjing.calls.models import Application, Decision, DecisionLine, Honour, Objection, PublicNotice
from quanjing.calls.queries.notices import lines_to_object_to
from quanjing.calls.queries.objections import names_of, successor_of, to_be_forgotten
from quanjing.calls.queries.projects import desk_posts
from quanjing.calls.rules.notices import may_object, prepared, runs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of

LONGEST = 5000


@dataclass(frozen=True, slots=True)
class ObjectionGiven:
    """What is objected to what; a desk that takes it in for others says `sender` and `received_on`."""

    text: str
    contact: str
    application: Application | None = None
    sender: str = ""
    way: Way = Way.PAGE
    received_on: date | None = None


@transaction.atomic
def object_to(*, actor: Actor, notice: PublicNotice, given: ObjectionGiven) -> Objection:
    """Object in the name of the own body; or, as the desk, take in what came by mail, telephone or paper.

    After the last day it is marked as late. The desk is told. Raises `Denied`, `WrongState`, `Invalid`.
    """
    desk = runs(actor, notice.decision.call.organization_id)
    if not (desk or may_object(actor)):
        raise Denied
    now = clock.now()
    received = _moment(given.received_on) if desk and given.received_on else now
    if problems := _problems(notice, given, received, desk=desk):
        raise Invalid(problems)
    if received.astimezone(clock.CHINA).date() < notice.first_day:
        raise WrongState(_("The public notice has not begun yet."))
    made = Objection.objects.create(
        notice=notice, application=given.application,
        organization_id=None if desk else actor.organization_id,
        sender=given.sender.strip()[:150] if desk else actor.signature,
        contact=given.contact.strip()[:150], way=given.way if desk else Way.PAGE,
        text=given.text.strip(), received_at=received,
        is_late=received.astimezone(clock.CHINA).date() > notice.last_day,
    )  # fmt: skip
    tell(
        post_ids=desk_posts([notice.decision.call.organization_id]).values_list("pk", flat=True),
        kind="objection_received",
        values={"title": notice.title},
        link=reverse("objection_page", args=[made.code]),
        key=f"objection:{made.code}",
    )
    record(actor=actor, verb="calls.object", on=made, detail={"way": made.way, "late": made.is_late})
    return made


@transaction.atomic
def acknowledge(*, actor: Actor, objection: Objection) -> Objection:
    """Say that it arrived and is looked into; who objects is told. Raises `Denied`, `WrongState`."""
    current = _open(actor, objection)
    if current.acknowledged_at is not None:
        raise WrongState
    current.acknowledged_name, current.acknowledged_at = actor.signature, clock.now()
    current.save(update_fields=["acknowledged_name", "acknowledged_at"])
    _answer(current, "objection_acknowledged", {"title": current.notice.title})
    record(actor=actor, verb="calls.acknowledge_objection", on=current)
    return current


@transaction.atomic
def decide_objection(*, actor: Actor, objection: Objection, upheld: bool, finding: str) -> Objection:
    """Decide with a finding, which goes to who objected. Upheld, the application is taken out of the list.

    A certificate that was given already is withdrawn, the applicant is told.
    Raises: `Denied`, also for who prepared the decision; `WrongState`; `Invalid` without a finding or where
    it names a person.
    """
    current = _open(actor, objection)
    if prepared(actor, current.notice.decision):
        raise Denied(_("Who prepared the list does not decide on an objection to it."))
    finding = finding.strip()
    if not finding:
        raise Invalid([Problem("finding", _("Please say what was looked into and found."))])
    if named := [name for name in names_of(current) if name in finding]:
        words = _("The finding is shown: please write it without the name “%(name)s”.") % {"name": named[0]}
        raise Invalid([Problem("finding", words)])
    current.state = ObjectionState.UPHELD if upheld else ObjectionState.DISMISSED
    current.finding = finding[:LONGEST]
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save()
    if upheld and current.application is not None:
        _take_out(current.application, current)
    kind = "objection_upheld" if upheld else "objection_dismissed"
    _answer(current, kind, {"title": current.notice.title})
    record(actor=actor, verb="calls.decide_objection", on=current, detail={"outcome": str(current.state)})
    return current


@transaction.atomic
def propose_successor(*, actor: Actor, objection: Objection) -> Decision:
    """Prepare a supplementary decision on who comes next in the same direction; it gets a notice of its own.

    Nothing is decided by it: it is released like any other. Raises `Denied`, `WrongState` without anybody.
    """
    call = objection.notice.decision.call
    if not runs(actor, call.organization_id):
        raise Denied
    following = successor_of(objection)
    if following is None:
        raise WrongState(_("Nobody follows in this direction."))
    removed = DecisionLine.objects.filter(
        application=objection.application, decision__released_at__isnull=False, is_selected=True
    ).order_by("-decision__number").first()  # fmt: skip
    last = Decision.objects.filter(call=call).order_by("-number").values_list("number", flat=True).first()
    made = Decision.objects.create(
        call=call, number=(last or 0) + 1, prepared_name=actor.signature, prepared_post=actor.post_code,
        prepared_at=clock.now(),
    )  # fmt: skip
    DecisionLine.objects.create(
        decision=made, application=following.application, is_selected=True, result=following.result,
        rank=following.rank, grade=removed.grade if removed else "",
        amount=removed.amount if removed else None,
        reason=_("Follows for an entry that was taken out after an objection."),
    )  # fmt: skip
    record(actor=actor, verb="calls.propose_successor", on=made, detail={"call": call.code})
    return made


def forget_objectors() -> int:
    """Erase who objected, some time after the decision; the matter and the finding stay. How many."""
    return to_be_forgotten().update(sender="", contact="", erased_on=clock.today())


def _open(actor: Actor, objection: Objection) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).select_related(
        "notice__decision__call", "application__call"
    )
    current = rows.get(pk=objection.pk)
    if not runs(actor, current.notice.decision.call.organization_id):
        raise Denied
    if current.state != ObjectionState.OPEN:
        raise WrongState
    return current


def _take_out(application: Application, objection: Objection) -> None:
    if application.state == ApplicationState.SELECTED:
        application.state = ApplicationState.REMOVED
        application.save(update_fields=["state"])
    honours = Honour.objects.filter(application=application, withdrawn_on=None)
    honours.update(withdrawn_on=clock.today(), reason=objection.finding[:300])
    tell(
        post_ids=handlers_of([application.organization_id]).values_list("pk", flat=True),
        kind="application_taken_out",
        values={"title": application.title, "reason": objection.finding[:300]},
        link=reverse("notice_page", args=[objection.notice.code]),
        key=f"objection:{objection.code}:out",
    )


def _answer(objection: Objection, kind: str, values: dict[str, object]) -> None:
    """Tell the body that objects; a person outside is answered by the desk the way that he wrote."""
    if objection.organization_id is None:
        return
    tell(
        post_ids=handlers_of([objection.organization_id]).values_list("pk", flat=True),
        kind=kind,
        values=values,
        link=reverse("objection_page", args=[objection.code]),
        key=f"objection:{objection.code}:{kind}",
    )


def _problems(
    notice: PublicNotice, given: ObjectionGiven, received: datetime, *, desk: bool
) -> list[Problem]:
    found = []
    if not given.text.strip():
        found.append(Problem("text", _("Please say what you object to, with the facts.")))
    if len(given.text) > LONGEST:
        found.append(Problem("text", _("At most 5000 characters.")))
    if not given.contact.strip():
        found.append(Problem("contact", _("How can you be reached?")))
    if desk and not given.sender.strip():
        found.append(Problem("sender", _("Who objects? It is not published.")))
    if desk and given.way == Way.PAGE:
        found.append(Problem("way", _("By mail, by telephone or on paper?")))
    if received > clock.now():
        found.append(Problem("received_on", _("This day is still to come.")))
    known = {one.pk for one in lines_to_object_to(notice)}
    if given.application is not None and given.application.pk not in known:
        found.append(Problem("application", _("This entry is not in the list.")))
    return found


def _moment(day: date) -> datetime:
    if day == clock.today():
        return clock.now()
    return datetime.combine(day, time(12), tzinfo=clock.CHINA)
