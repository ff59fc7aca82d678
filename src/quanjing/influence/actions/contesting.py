"""A society contests an item, the third party answers, the desk has the last word."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.influence.actions.telling import tell_bodies, tell_desk, tell_third_parties
from quanjing.influence.enums import WAITING, ContestState, ItemState, Why
from quanjing.influence.models import Contest, PublicItem
from quanjing.influence.queries import own_third_party
from quanjing.influence.rules import can_answer, can_contest, can_keep


@transaction.atomic
def contest(*, actor: Actor, item: PublicItem, why: str, text: str) -> Contest:
    """Say what is wrong with an item of the own list.

    Raises `Denied`, `WrongState` while an earlier word waits for its answer, `Invalid`.
    """
    if not can_contest(actor, item):
        raise Denied
    if item.contests.filter(state__in=WAITING).exists():
        raise WrongState(_("It waits for an answer already."))
    if why not in Why.values or (why == Why.OTHER and not text.strip()):
        raise Invalid([Problem("text", _("Please say in a few words what is wrong."))])
    said = Contest.objects.create(
        item=item, why=why, text=text.strip(), said_name=actor.signature, said_at=clock.now()
    )
    record(actor=actor, verb="influence.contest", on=item, detail={"why": why})
    values: dict[str, object] = {"name": item.measurement.name, "organization": item.organization.name}
    tell_third_parties(item.measurement, "influence_contested", values, said.code)
    return said


@transaction.atomic
def answer(*, actor: Actor, contest: Contest, upheld: bool, text: str) -> Contest:
    """Answer by whoever collects: corrected, and then the item goes, or it stays, with the reason.

    What only has to be corrected is corrected first (`change_item`) and answered with `upheld` and the item
    kept. Raises `Denied`, `WrongState`, `Invalid`.
    """
    found = _locked(contest)
    if not can_answer(actor, found) or found.state == ContestState.APPEALED:
        raise Denied
    _need(found, ContestState.OPEN, text)
    third = own_third_party(actor, found.item.measurement)
    found.state = ContestState.UPHELD if upheld else ContestState.DISMISSED
    found.answer, found.answered_at = text.strip(), clock.now()
    found.answered_name = third.name if third else actor.signature
    found.save(update_fields=["state", "answer", "answered_at", "answered_name"])
    _settle(found, upheld, found.answer)
    record(actor=actor, verb="influence.answer", on=found.item, detail={"state": found.state})
    _tell_answer(found, found.answer)
    return found


@transaction.atomic
def appeal(*, actor: Actor, contest: Contest) -> Contest:
    """Put an item that stayed before the desk. Raises `Denied`, `WrongState`."""
    found = _locked(contest)
    if not can_contest(actor, found.item):
        raise Denied
    if found.state != ContestState.DISMISSED or found.last_word:
        raise WrongState
    found.state = ContestState.APPEALED
    found.save(update_fields=["state"])
    record(actor=actor, verb="influence.appeal", on=found.item)
    values: dict[str, object] = {
        "name": found.item.measurement.name,
        "organization": found.item.organization.name,
    }
    tell_desk(found.item.measurement, "influence_appealed", values, found.code)
    return found


@transaction.atomic
def decide(*, actor: Actor, contest: Contest, upheld: bool, text: str) -> Contest:
    """The last word of the desk. Raises `Denied`, `WrongState`, `Invalid`."""
    found = _locked(contest)
    if not can_keep(actor, found.item.measurement):
        raise Denied
    _need(found, ContestState.APPEALED, text)
    found.state = ContestState.UPHELD if upheld else ContestState.DISMISSED
    found.last_word, found.decided_name, found.decided_at = text.strip(), actor.signature, clock.now()
    found.save(update_fields=["state", "last_word", "decided_name", "decided_at"])
    _settle(found, upheld, found.last_word)
    record(actor=actor, verb="influence.decide", on=found.item, detail={"state": found.state})
    _tell_answer(found, found.last_word)
    return found


def _need(contest: Contest, state: ContestState, text: str) -> None:
    if contest.state != state:
        raise WrongState
    if not text.strip():
        raise Invalid([Problem("text", _("Please give a reason."))])


def _settle(contest: Contest, upheld: bool, note: str) -> None:
    """What is about somebody else or stands twice goes; what was wrong in it was corrected."""
    if upheld and contest.why in (Why.NAMESAKE, Why.TWICE, Why.LINK):
        PublicItem.objects.filter(pk=contest.item_id).update(state=ItemState.REMOVED, note=note[:300])


def _tell_answer(contest: Contest, text: str) -> None:
    item = contest.item
    values: dict[str, object] = {
        "name": item.measurement.name,
        "title": item.title,
        "outcome": str(ContestState(contest.state).label),
        "answer": text,
    }
    key = f"{contest.code}:{'last' if contest.last_word else 'first'}"
    tell_bodies(item.measurement, [item.organization_id], "influence_answered", values, key)


def _locked(contest: Contest) -> Contest:
    rows = Contest.objects.select_for_update(of=("self",))
    return rows.select_related("item__measurement__organization", "item__organization").get(pk=contest.pk)
