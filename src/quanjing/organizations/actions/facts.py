"""Correcting what is known of a body: at once where it is one's own to say, otherwise proposed."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.accounts.actions import change_contact
from quanjing.audit.actions import record
from quanjing.foundation import clock, facts
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.actions.bodies import change_organization
from quanjing.organizations.enums import ChangeState, Level, SocietyClass
from quanjing.organizations.models import FactChange, Organization
from quanjing.organizations.rules import CONTACT_FIELDS, FIELDS, can_administer, editable_fields

BODY = "organization."
OWN = ("filler.phone", "filler.email")  # the person's own, changed at once
COLUMNS = {"class": "society_class"}  # where a fact and its column differ
LIMIT = 300


@transaction.atomic
def correct_fact(*, actor: Actor, organization: Organization, fact: str, value: str) -> FactChange | None:
    """Correct a known fact of the actor's own body or of the actor.

    What the actor may change is changed at once (None is returned). Anything else becomes a proposal that
    stands in place of the old value until an administrator decides; a second one replaces an open first.

    Raises `Denied`, or `Invalid` for a fact that nobody knows, an empty or an unfit value.
    """
    if not (actor.may(Right.REPORT) and actor.organization_id == organization.pk):
        raise Denied
    known = facts.known(organization.pk, actor).get(fact)
    text = " ".join(value.split())
    if known is None or not text or len(text) > LIMIT or (fact.startswith("filler.") and fact not in OWN):
        raise Invalid([Problem(fact, _("Please give the right value."))])
    if fact in OWN:
        _change_own(actor, organization, fact, text)
        return None
    column = column_of(fact)
    if column in CONTACT_FIELDS and column in editable_fields(actor, organization):
        change_organization(actor=actor, organization=organization, changes={column: text})
        return None
    open_now = {"organization": organization, "fact": fact, "state": ChangeState.OPEN}
    told = {"value": text, "proposed_name": actor.user_name, "proposed_at": clock.now()}
    change, _made = FactChange.objects.update_or_create(
        **open_now, defaults=told, create_defaults={**told, "before": known.value}
    )
    record(actor=actor, verb="organizations.propose_fact", on=change, detail={"fact": fact, "value": text})
    return change


@transaction.atomic
def decide_fact(*, actor: Actor, change: FactChange, accept: bool) -> FactChange:
    """Accept a proposed correction, which from then on is what is known, or decline it.

    Raises `Denied`, `WrongState` where it was decided, `Invalid` where the register refuses the value.
    """
    change = (
        FactChange.objects.select_for_update(of=("self",)).select_related("organization").get(pk=change.pk)
    )
    if not can_administer(actor, change.organization):
        raise Denied
    if change.state != ChangeState.OPEN:
        raise WrongState
    change.state = ChangeState.ACCEPTED if accept else ChangeState.DECLINED
    change.decided_name, change.decided_at = actor.user_name, clock.now()
    change.save()
    column = column_of(change.fact)
    if accept and column:
        values = {column: _as_column(column, change.value)}
        change_organization(actor=actor, organization=change.organization, changes=values)
    else:
        record(actor=actor, verb="organizations.decide_fact", on=change, detail={"accepted": accept})
    return change


def column_of(fact: str) -> str:
    """The column of the register that holds a fact; "" where none does."""
    name = fact.removeprefix(BODY)
    column = COLUMNS.get(name, name)
    return column if fact.startswith(BODY) and column in FIELDS else ""


def _change_own(actor: Actor, organization: Organization, fact: str, value: str) -> None:
    name = fact.removeprefix("filler.")
    if name == "email":
        try:
            validate_email(value)
        except ValidationError as error:
            raise Invalid([Problem(fact, error.messages[0])]) from None
    change_contact(user_id=actor.user_id, **{name: value[:40]})
    record(actor=actor, verb="organizations.correct_own", on=organization, detail={"fact": fact})


def _as_column(column: str, value: str) -> object:
    """A word as the register keeps it: of a class and a level their value."""
    choices = {"society_class": SocietyClass, "level": Level}.get(column)
    if choices is None:
        return value
    with override(settings.LANGUAGE_CODE):  # facts are words of the office
        words = {str(label): each for each, label in choices.choices}
    if value not in words:
        raise Invalid([Problem(column, _("Please change this in the register itself."))])
    return words[value]
