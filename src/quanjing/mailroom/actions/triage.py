"""What a person decides on a mail: which item it answers, that it is several, that it is no report."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.rules import can_review
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.mailroom.actions.reading import letter_at, take_item
from quanjing.mailroom.actions.receipts import answer
from quanjing.mailroom.enums import Fate, ItemState
from quanjing.mailroom.models import IncomingMail, Item
from quanjing.mailroom.queries import items_of
from quanjing.mailroom.rules import can_sort
from quanjing.submissions.models import Submission
from quanjing.tasks.models import Assignment


@transaction.atomic
def take(*, actor: Actor, incoming: IncomingMail, position: int, assignment: Assignment) -> Submission:
    """Make an item that waits the report of an assignment, on a person's word.

    Raises:
        Denied: not a reviewer of the mail's body or of the body that issued the notice.
        WrongState: somebody decided in the meantime, or nothing can be taken for the assignment now.
        Invalid: none of the files can be kept.
        gongwen.errors.GongwenError: the mail cannot be read.
    """
    item = _open_item(actor, incoming, position)
    if not can_review(actor, assignment.directive):
        raise Denied
    letter = letter_at(incoming.place)
    if not item.files:
        raise WrongState(
            _("Nothing is attached that could be taken; enter it for the unit, or say it is no report.")
        )
    doubt = take_item(item, assignment, letter)
    if doubt is not None or item.submission is None:
        if item.reason:
            raise WrongState(item.reason)
        raise Invalid(
            [Problem("files", f"{one['name']}: {one['trouble']}") for one in item.files if one["trouble"]]
        )
    item.doubt, item.decided_name = "", actor.signature
    item.save()
    _update(actor, incoming)
    if incoming.fate == Fate.TAKEN:
        answer(incoming, letter, items_of(incoming), decided=True)
    detail = {"assignment": assignment.code, "submission": item.submission.code}
    record(actor=actor, verb="mailroom.take", on=incoming, detail=detail)
    return item.submission


@transaction.atomic
def dismiss(*, actor: Actor, incoming: IncomingMail, position: int, reason: str) -> None:
    """Say that an item is no report. Raises `Denied`, `WrongState`, `Invalid` without a reason."""
    item = _open_item(actor, incoming, position)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say why it is no report."))])
    item.state, item.reason, item.decided_name = ItemState.DISMISSED, reason.strip()[:500], actor.signature
    item.save()
    _update(actor, incoming)
    record(actor=actor, verb="mailroom.dismiss", on=incoming, detail={"reason": reason.strip()})


@transaction.atomic
def split(*, actor: Actor, incoming: IncomingMail, position: int) -> None:
    """Each file of an item becomes an item of its own. Raises `Denied`; `WrongState` for a single file."""
    item = _open_item(actor, incoming, position)
    if len(item.files) < 2:
        raise WrongState(_("There is only one file; nothing to split."))
    first, *others = item.files
    last = max(incoming.items.values_list("position", flat=True))
    Item.objects.bulk_create(
        Item(
            incoming=incoming,
            position=number,
            doubt=item.doubt,
            files=[file],
            suggestions=item.suggestions,
        )
        for number, file in enumerate(others, start=last + 1)
    )
    item.files = [first]
    item.save()
    record(actor=actor, verb="mailroom.split", on=incoming, detail={"files": len(others) + 1})


@transaction.atomic
def read_again(*, actor: Actor, incoming: IncomingMail) -> None:
    """Have a mail read anew that could not be read. Raises `Denied`, `WrongState`."""
    if not can_sort(actor, incoming):
        raise Denied
    again = IncomingMail.objects.filter(pk=incoming.pk, fate=Fate.FAILED).exclude(place="")
    begun = Least(F("deaths"), 1)  # one that ended its process is read in a process of its own again
    if not again.update(fate=Fate.ARRIVED, attempts=begun, deaths=0, reason="", decided_at=None):
        raise WrongState
    enqueue("mailroom.read", actor=actor)
    record(actor=actor, verb="mailroom.read_again", on=incoming)


def _open_item(actor: Actor, incoming: IncomingMail, position: int) -> Item:
    """The item, its mail locked. Raises `Denied`, `Missing`, `WrongState`."""
    if not can_sort(actor, incoming):
        raise Denied
    IncomingMail.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
    item = Item.objects.filter(incoming=incoming, position=position).first()
    if item is None:
        raise Missing
    if item.state != ItemState.WAITS:
        raise WrongState(_("Somebody has decided on this in the meantime."))
    item.reason = ""
    return item


def _update(actor: Actor, incoming: IncomingMail) -> None:
    states = set(incoming.items.values_list("state", flat=True))
    if states == {ItemState.TAKEN} or states == {ItemState.TAKEN, ItemState.DISMISSED}:
        incoming.fate = Fate.TAKEN
    elif states == {ItemState.DISMISSED}:
        incoming.fate = Fate.DISMISSED
    elif ItemState.TAKEN in states:
        incoming.fate = Fate.PARTLY
    incoming.decided_at, incoming.decided_name = clock.now(), actor.signature
    incoming.save(update_fields=["fate", "decided_at", "decided_name"])
