"""Items: entered by the third party, added by societies, corrected, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.influence.actions.telling import tell_bodies, tell_third_parties
from quanjing.influence.enums import ItemState, Source
from quanjing.influence.measuring.measure import folded
from quanjing.influence.models import Dimension, Measurement, PublicItem
from quanjing.influence.queries import own_third_party
from quanjing.influence.rules import can_add, can_keep
from quanjing.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as it is typed; `dimension` is a key."""

    dimension: str
    title: str
    outlet: str
    on: date | None
    link: str


@transaction.atomic
def add_item(
    *, actor: Actor, measurement: Measurement, facts: ItemFacts, body: Organization | None = None
) -> PublicItem:
    """Add an item: by the third party for `body`, by a society for itself, where the third party looks at it.

    Raises `Denied`, `Invalid` with every problem at its place.
    """
    if not can_add(actor, measurement):
        raise Denied
    third = own_third_party(actor, measurement)
    about = body if third is not None else Organization.objects.get(pk=actor.organization_id)
    if about is None or not measurement.participants.filter(organization=about).exists():
        raise Invalid([Problem("organization", _("This body does not take part."))])
    problems = problems_of(measurement, facts) or twice(measurement, about, facts)
    if problems:
        raise Invalid(problems)
    dimension = Dimension.objects.get(measurement=measurement, key=facts.dimension)
    item = new_item(actor, about, facts, dimension, as_third=third is not None)
    item.save()
    detail = {"organization": about.name, "link": item.link}
    record(actor=actor, verb="influence.add_item", on=item, detail=detail)
    if third is None:
        values: dict[str, object] = {"name": measurement.name, "organization": about.name}
        tell_third_parties(measurement, "influence_added", values, item.code)
    return item


@transaction.atomic
def take_proposal(*, actor: Actor, item: PublicItem, accepted: bool, note: str = "") -> PublicItem:
    """The third party or the desk takes in what a society added, or says why not.

    Raises `Denied`, `WrongState`, `Invalid` for a refusal without a reason.
    """
    current = _locked(item)
    if not _answers(actor, current.measurement):
        raise Denied
    if current.state != ItemState.PROPOSED:
        raise WrongState
    if not accepted and not note.strip():
        raise Invalid([Problem("note", _("Please give a reason."))])
    current.state = ItemState.STANDING if accepted else ItemState.REMOVED
    current.note = note.strip()
    _save(current, "state", "note")
    detail = {"note": current.note}
    if accepted:
        record(actor=actor, verb="influence.take_item", on=current, detail=detail)
    else:
        record(actor=actor, verb="influence.refuse_item", on=current, detail=detail)
    kind = "influence_taken" if accepted else "influence_not_taken"
    values: dict[str, object] = {"name": current.measurement.name, "title": current.title}
    if not accepted:
        values["reason"] = current.note
    tell_bodies(current.measurement, [current.organization_id], kind, values, current.code)
    return current


@transaction.atomic
def change_item(*, actor: Actor, item: PublicItem, facts: ItemFacts, version: int) -> PublicItem:
    """Correct an item. Raises `Denied`, `Conflict`, `Invalid`."""
    current = _locked(item)
    if not _answers(actor, current.measurement):
        raise Denied
    if current.version != version:
        raise Conflict
    problems = problems_of(current.measurement, facts)
    problems = problems or twice(current.measurement, current.organization, facts, but=current)
    if problems:
        raise Invalid(problems)
    dimension = Dimension.objects.get(measurement=current.measurement, key=facts.dimension)
    _put(current, facts, dimension)
    _save(current, "dimension", "title", "outlet", "on", "link", "link_key")
    record(actor=actor, verb="influence.change_item", on=current, detail={"link": current.link})
    return current


@transaction.atomic
def remove_item(*, actor: Actor, item: PublicItem, note: str) -> PublicItem:
    """Take an item out with a reason; it stays readable for its society. Raises `Denied`, `Invalid`."""
    current = _locked(item)
    if not _answers(actor, current.measurement):
        raise Denied
    if not note.strip():
        raise Invalid([Problem("note", _("Please give a reason."))])
    current.state, current.note = ItemState.REMOVED, note.strip()
    _save(current, "state", "note")
    record(actor=actor, verb="influence.remove_item", on=current, detail={"note": current.note})
    return current


def new_item(
    actor: Actor, about: Organization, facts: ItemFacts, dimension: Dimension, *, as_third: bool
) -> PublicItem:
    """The row, not saved; what a third party enters stands at once."""
    item = PublicItem(
        measurement_id=dimension.measurement_id,
        organization=about,
        state=ItemState.STANDING if as_third else ItemState.PROPOSED,
        source=Source.THIRD if as_third else Source.UNIT,
        added_name=actor.signature,
        added_at=clock.now(),
    )
    _put(item, facts, dimension)
    return item


def _put(item: PublicItem, facts: ItemFacts, dimension: Dimension) -> None:
    item.dimension = dimension
    item.title, item.outlet = facts.title.strip(), facts.outlet.strip()
    assert facts.on is not None
    item.on = facts.on
    item.link, item.link_key = facts.link.strip(), folded(facts.link)


def problems_of(measurement: Measurement, facts: ItemFacts) -> list[Problem]:
    """What is wrong with an item by itself; one look at the dimensions, which may be prefetched."""
    keys = {one.key for one in measurement.dimensions.all()}
    problems = []
    if facts.dimension not in keys:
        problems.append(Problem("dimension", _("There is no such dimension.")))
    for name, most in (("title", 300), ("outlet", 100)):
        value = getattr(facts, name).strip()
        if not value or len(value) > most:
            words = _("Please fill this in, with at most %(most)d characters.")
            problems.append(Problem(name, words % {"most": most}))
    if facts.on is None:
        problems.append(Problem("on", _("The day is missing.")))
    elif not measurement.first_day <= facts.on <= measurement.last_day:
        problems.append(Problem("on", _("The day lies outside of what is measured.")))
    parts = urlsplit(facts.link.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc or len(facts.link.strip()) > 500:
        problems.append(Problem("link", _("A link that anybody can open is needed: https://…")))
    return problems


def twice(
    measurement: Measurement, about: Organization, facts: ItemFacts, but: PublicItem | None = None
) -> list[Problem]:
    """Whether the link stands for this body already."""
    same = PublicItem.objects.filter(
        measurement=measurement, organization=about, link_key=folded(facts.link)
    ).exclude(state=ItemState.REMOVED)
    if but is not None:
        same = same.exclude(pk=but.pk)
    return [Problem("link", _("This link stands for this body already."))] if same.exists() else []


def _answers(actor: Actor, measurement: Measurement) -> bool:
    return can_keep(actor, measurement) or own_third_party(actor, measurement) is not None


def _locked(item: PublicItem) -> PublicItem:
    rows = PublicItem.objects.select_for_update(of=("self",))
    return rows.select_related("measurement__organization", "organization").get(pk=item.pk)


def _save(item: PublicItem, *columns: str) -> None:
    item.version += 1
    item.save(update_fields=[*columns, "version"])
