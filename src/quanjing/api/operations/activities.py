"""Activities: what the caller may see, and entering one of the own body."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.responses import Status

from quanjing.activities import actions, queries
from quanjing.activities.rules import can_keep
from quanjing.api.auth import actor_of
from quanjing.api.schemas.activities import ActivitiesFilter, ActivityLine, NewActivity
from quanjing.api.schemas.common import Listing, listing
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem

router = Router()


@router.get(
    "/activities", response=Listing[ActivityLine], summary=_("Activities of the own body and of those below")
)
def activity_list(request: HttpRequest, wanted: Query[ActivitiesFilter]) -> dict[str, object]:
    narrowed = queries.ActivityFilter(
        under=wanted.under or "",
        kind=wanted.kind or "",
        state=wanted.state or "",
        first=wanted.first,
        last=wanted.last,
    )
    try:
        found = queries.activity_list(actor_of(request), narrowed)
    except Missing as error:
        raise Invalid([Problem("under", str(error))]) from None
    return listing(found, wanted, lambda rows: [ActivityLine.of(row) for row in rows])


@router.post("/activities", response={201: ActivityLine}, summary=_("Enter an activity of the own body"))
def activity_enter(request: HttpRequest, given: NewActivity) -> Status[ActivityLine]:
    actor = actor_of(request)
    if not can_keep(actor):
        raise Denied
    try:
        kind = queries.get_kind(actor, given.kind)
    except Missing:
        raise Invalid([Problem("kind", gettext("This kind is not in use for your body."))]) from None
    with transaction.atomic():
        made = actions.plan(actor=actor, facts=given.facts(kind), hosts=given.hosts)
        if given.took_place:
            step = actions.hold if given.present is None else actions.write_up
            made = step(actor=actor, activity=made)
    return Status(201, ActivityLine.of(made))
