"""Asking for help, from a body or from outside; withdrawing and rating it; erasing contact data in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import new_written_code
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of
from quanjing.services.actions.codes import digest_of
from quanjing.services.enums import Field, Rating, RequestState
from quanjing.services.models import ServiceDesk, ServiceRequest
from quanjing.services.rules import can_keep

LONGEST_KEPT = timedelta(days=400)  # from the day of asking, whatever becomes of the request


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What is needed. `from_name` and `agrees` are for those without an account."""

    field: str
    title: str
    need: str
    city: str = ""
    place: str = ""
    wished_on: date | None = None
    contact: str = ""
    phone: str = ""
    from_name: str = ""
    agrees: bool = False


@transaction.atomic
def request_help(*, actor: Actor, desk: ServiceDesk, facts: RequestFacts) -> ServiceRequest:
    """Ask a desk for help as the actor's body. Raises `Denied`, `WrongState`, `Invalid`."""
    if not can_keep(actor, actor.organization_id):
        raise Denied
    made = _made(desk, facts, problems=[])
    made.organization_id = actor.organization_id
    made.save()
    record(actor=actor, verb="services.request", on=made, detail={"field": made.field})
    _tell_desk(made)
    return made


@transaction.atomic
def request_from_outside(*, desk: ServiceDesk, facts: RequestFacts) -> tuple[ServiceRequest, str]:
    """Ask without an account; returns the request and the code by which it is found again, shown once.

    Raises: `WrongState` where the desk takes none; `Invalid`, also without consent to keep the contact.
    """
    problems = []
    if not facts.from_name.strip():
        problems.append(Problem("from_name", _("Which firm or body asks?")))
    if not facts.phone.strip():
        problems.append(Problem("phone", _("How are you reached?")))
    if not facts.agrees:
        problems.append(Problem("agrees", _("Without it we may not keep your contact.")))
    made = _made(desk, facts, problems=problems)
    lookup = new_written_code()
    made.lookup, made.from_name = digest_of(lookup), facts.from_name.strip()[:200]
    made.agreed_on, made.erase_on = clock.today(), clock.today() + LONGEST_KEPT
    made.save()
    detail = {"field": made.field, "from": "outside"}
    record(actor=nobody(desk.organization), verb="services.request", on=made, detail=detail)
    _tell_desk(made)
    return made, lookup


@transaction.atomic
def withdraw_request(*, request: ServiceRequest, actor: Actor | None = None) -> ServiceRequest:
    """Who asked needs it no longer; without an actor, by the code. Raises `Denied`, `WrongState`."""
    current = locked_request(request)
    _need_owner(actor, current)
    if not current.is_under_way:
        raise WrongState
    end_request(current, RequestState.WITHDRAWN)
    record(actor=actor or nobody(current.desk), verb="services.withdraw_request", on=current)
    return current


@transaction.atomic
def rate(
    *, request: ServiceRequest, rating: Rating, text: str = "", actor: Actor | None = None
) -> ServiceRequest:
    """Say whether the service solved the matter; who asked, once. Never about a person.

    Raises: `Denied`, `WrongState` before it is done or a second time.
    """
    current = locked_request(request)
    _need_owner(actor, current)
    if current.state != RequestState.DONE or current.rating:
        raise WrongState
    current.rating, current.rating_text = rating, text.strip()[:500]
    current.save(update_fields=["rating", "rating_text"])
    record(
        actor=actor or nobody(current.desk), verb="services.rate", on=current, detail={"rating": str(rating)}
    )
    return current


@transaction.atomic
def erase_contacts(*, day: date) -> int:
    """Empty the contact data whose time is over; how many requests. One entry where there were any."""
    due = ServiceRequest.objects.filter(erase_on__lte=day, erased_on=None)
    by_desk: dict[int, int] = {}
    for desk in due.values_list("desk", flat=True):
        by_desk[desk] = by_desk.get(desk, 0) + 1
    due.update(from_name="", contact="", phone="", erased_on=day)
    for body in Organization.objects.filter(pk__in=by_desk).order_by("pk"):
        record(
            actor=nobody(body), verb="services.erase_contacts", on=body, detail={"count": by_desk[body.pk]}
        )
    return sum(by_desk.values())


def nobody(body: Organization) -> Actor:
    """Whom the record names where nobody is signed in: no person, no address."""
    with override(settings.LANGUAGE_CODE):
        name = _("without sign-in")
    return Actor(
        user_id=0, user_name=name, organization_id=body.pk, organization_code=body.code,
        organization_name=body.name, path=body.path,
    )  # fmt: skip


def locked_request(request: ServiceRequest) -> ServiceRequest:
    rows = ServiceRequest.objects.select_for_update(of=("self",)).select_related("desk", "organization")
    return rows.get(pk=request.pk)


def end_request(request: ServiceRequest, state: RequestState) -> None:
    """Save the end of a request; from now on the days run after which its contact data are erased."""
    request.state, request.done_on = state, clock.today()
    if request.erase_on is not None:
        desk = ServiceDesk.objects.filter(organization=request.desk_id).first()
        kept = timedelta(days=desk.keep_days) if desk else LONGEST_KEPT
        request.erase_on = min(request.erase_on, clock.today() + kept)
    request.save()


def _made(desk: ServiceDesk, facts: RequestFacts, *, problems: list[Problem]) -> ServiceRequest:
    if not desk.takes_requests:
        raise WrongState(_("This desk takes no requests at present."))
    if facts.field not in Field.values:
        problems.append(Problem("field", _("Please choose a field.")))
    if not facts.title.strip():
        problems.append(Problem("title", _("What is it about?")))
    if not facts.need.strip():
        problems.append(Problem("need", _("What is needed?")))
    if problems:
        raise Invalid(problems)
    return ServiceRequest(
        desk=desk.organization, field=facts.field, title=facts.title.strip()[:200], need=facts.need.strip(),
        city=facts.city.strip()[:60], place=facts.place.strip()[:200], wished_on=facts.wished_on,
        contact=facts.contact.strip()[:100], phone=facts.phone.strip()[:100], made_at=clock.now(),
    )  # fmt: skip


def _need_owner(actor: Actor | None, request: ServiceRequest) -> None:
    """Whoever has the code has looked it up already; a body's request is that of its people."""
    if actor is None:
        if not request.lookup:
            raise Denied
    elif not can_keep(actor, request.organization_id):
        raise Denied


def _tell_desk(request: ServiceRequest) -> None:
    tell(
        post_ids=handlers_of([request.desk_id]).values_list("pk", flat=True),
        kind="help_requested",
        values={"title": request.title, "field": str(Field(request.field).label)},
        link=reverse("request_page", args=[request.code]),
        key=f"help_requested:{request.code}",
    )
