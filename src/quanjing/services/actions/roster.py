"""Listing experts and teams who have agreed, and taking them out for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.services.enums import AskState, Field, HelperKind, RequestState
from quanjing.services.models import HelpAsk, Helper, HelperField, ServiceRequest
from quanjing.services.rules import need_keeper


@dataclass(frozen=True, slots=True)
class HelperFacts:
    """An expert or a team; `agrees` says that they have agreed to be listed and asked."""

    kind: HelperKind
    name: str
    fields: Sequence[str]
    phone: str
    title: str = ""
    number: int | None = None
    city: str = ""
    availability: str = ""
    agrees: bool = False


@transaction.atomic
def save_helper(*, actor: Actor, facts: HelperFacts, helper: Helper | None = None) -> Helper:
    """List somebody of the own body, or change what stands there. The record of actions holds no name.

    Raises: `Denied`; `Invalid`, also without their consent.
    """
    body = need_keeper(actor, helper.organization_id if helper else actor.organization_id)
    problems = _problems(facts)
    if problems:
        raise Invalid(problems)
    made = helper or Helper(organization_id=body, made_at=clock.now(), agreed_on=clock.today())
    made.kind, made.name, made.phone = facts.kind, facts.name.strip()[:100], facts.phone.strip()[:40]
    made.title, made.city = facts.title.strip()[:100], facts.city.strip()[:60]
    made.availability = facts.availability.strip()[:200]
    made.number = facts.number if facts.kind == HelperKind.TEAM else None
    made.save()
    made.fields.all().delete()
    HelperField.objects.bulk_create(
        HelperField(helper=made, field=one) for one in dict.fromkeys(facts.fields)
    )
    detail = {"kind": made.kind, "fields": list(facts.fields)}
    record(actor=actor, verb="services.save_helper", on=made, detail=detail)
    return made


@transaction.atomic
def opt_out(*, actor: Actor, helper: Helper) -> None:
    """Erase somebody who no longer wants to be listed; what he was asked ends with it. Raises `Denied`."""
    need_keeper(actor, helper.organization_id)
    asks = HelpAsk.objects.filter(helper=helper)
    waiting = list(
        asks.filter(state__in=(AskState.ASKED, AskState.ACCEPTED)).values_list("request", flat=True)
    )
    asks.update(state=AskState.LEFT, reason="")
    record(actor=actor, verb="services.opt_out", on=helper, detail={"kind": helper.kind})
    helper.delete()
    open_again = ServiceRequest.objects.filter(pk__in=waiting, state=RequestState.MATCHED)
    helped = HelpAsk.objects.filter(state=AskState.ACCEPTED).values("request")
    open_again.exclude(pk__in=helped).update(state=RequestState.OPEN)


def _problems(facts: HelperFacts) -> list[Problem]:
    problems = []
    if not facts.name.strip():
        problems.append(Problem("name", _("The name is missing.")))
    if not facts.fields or any(one not in Field.values for one in facts.fields):
        problems.append(Problem("fields", _("At least one field.")))
    if not facts.phone.strip():
        problems.append(Problem("phone", _("How are they reached?")))
    if facts.kind == HelperKind.TEAM and not facts.number:
        problems.append(Problem("number", _("How many people? No names are needed.")))
    if not facts.agrees:
        problems.append(Problem("agrees", _("Only who has agreed is listed.")))
    return problems
