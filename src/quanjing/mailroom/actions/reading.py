"""Reading the mails that were kept: each meets its fate in one transaction, a bad one harms no other.

A mail is marked as begun, and that is committed, before it is looked at. One that is found begun was in
hand when a worker ended. Whether it ended the worker or was merely in hand shows when it is read in a
process of its own (`actions.apart`), after the others: only one that ends while its worker lives counts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from gongwen.errors import ClassifiedDocument, GongwenError
from gongwen.facade import Letter, LetterKind, Options, read_letter
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.errors import QuanjingError, WrongState
from quanjing.mailroom.actions.apart import fail, read_apart
from quanjing.mailroom.actions.bounced import note_bounce
from quanjing.mailroom.actions.clues import Group, candidates_for, groups_of, pieces_of, signs_of
from quanjing.mailroom.actions.receipts import answer
from quanjing.mailroom.actions.taking import (
    SaysNothing,
    keep_files,
    mailbox_actor,
    take_files,
    troubles_of,
)
from quanjing.mailroom.enums import Doubt, Fate, ItemState
from quanjing.mailroom.models import IncomingMail, Item
from quanjing.mailroom.queries import Directory, directory
from quanjing.mailroom.rules import Suggestion, doubt_about, weighed
from quanjing.tasks.models import Assignment

logger = logging.getLogger(__name__)
AT_ONCE = 200  # mails read with one look at who and what there is
STEP = 20  # mails between two words on how far it is
LONGEST = 420.0  # seconds of one job, well before the queue ends it; the rest is the next one's
SHOWN = 5  # suggestions
MACHINES = {
    LetterKind.AUTO_REPLY: Fate.AUTO_REPLY,
    LetterKind.DELAY: Fate.AUTO_REPLY,
    LetterKind.LIST: Fate.LIST,
    LetterKind.BOUNCE: Fate.BOUNCE,
}


def read_waiting(step: Callable[[int, int], None]) -> int:
    """Read the mails that wait; returns how many. `step` hears how far it is. Takes seven minutes at most."""
    done, last, begun = 0, 0, list[int]()
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        waiting = IncomingMail.objects.filter(fate=Fate.ARRIVED, pk__gt=last).order_by("pk")
        found = list(waiting.values_list("pk", "attempts")[:AT_ONCE])
        if not found:
            break
        begun += [pk for pk, attempts in found if attempts]
        book = directory()
        for pk in [pk for pk, attempts in found if not attempts]:
            read_one(pk, book)
            done += 1
            if done % STEP == 0:
                step(done, done + len(found))
        last = found[-1][0]
    for pk in begun:
        if time.monotonic() < end:
            step(done, done + len(begun))
            read_apart(pk)
            done += 1
    return done


def read_alone(pk: int) -> None:
    """Read one mail in this process; whoever started it looks at how it ends."""
    read_one(pk, directory())


def read_one(pk: int, book: Directory) -> None:
    """Read one mail. Whatever is wrong with it becomes its fate.

    Raises `django.db.OperationalError`, `InterfaceError` where the database is away: no fault of the mail.
    """
    if not IncomingMail.objects.filter(pk=pk, fate=Fate.ARRIVED).update(attempts=F("attempts") + 1):
        return  # another worker was faster
    place = IncomingMail.objects.values_list("place", flat=True).get(pk=pk)
    try:
        letter = letter_at(place)
        with transaction.atomic():
            _settle(pk, letter, book)
    except ClassifiedDocument as error:
        _refuse(pk, place, error)
    except GongwenError as error:
        fail(pk, error.message("zh"))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # one bad mail must not stop the next; the ledger names the reason
        logger.exception("mail %s could not be read", pk)
        fail(pk, f"{type(error).__name__}: {error}")


def letter_at(place: str) -> Letter:
    """The mail read anew from its raw bytes. Raises `GongwenError`."""
    with default_storage.open(place) as raw:
        data = raw.read()
    limits = Options(
        max_bytes=settings.LETTER_LIMIT,
        zip_max_entries=settings.ZIP_MAX_ENTRIES,
        zip_max_ratio=settings.ZIP_MAX_RATIO,
        zip_max_expanded=settings.ZIP_MAX_EXPANDED,
    )
    return read_letter(data, limits)


def _settle(pk: int, letter: Letter, book: Directory) -> None:
    incoming = IncomingMail.objects.select_for_update(of=("self",)).select_related("organization").get(pk=pk)
    if incoming.fate != Fate.ARRIVED:
        return
    incoming.text = letter.text[:5000].replace("\0", "")
    if (letter.kind in MACHINES and not letter.files) or letter.kind is LetterKind.BOUNCE:
        incoming.fate = MACHINES[letter.kind]
        if letter.kind is LetterKind.BOUNCE:
            note_bounce(incoming, letter)
    else:
        _sort(incoming, letter, book)
    incoming.decided_at = clock.now()
    incoming.save()
    actor = mailbox_actor(incoming.organization)
    record(actor=actor, verb="mailroom.settle", on=incoming, detail={"fate": incoming.fate})


def _sort(incoming: IncomingMail, letter: Letter, book: Directory) -> None:
    """Make the items, take what is sure, answer."""
    groups = groups_of(pieces_of(letter, book)) or [Group()]
    items = [
        _item(incoming, number, letter, group, book, len(groups) == 1)
        for number, group in enumerate(groups, start=1)
    ]
    states = {item.state for item in items if item.state != ItemState.DISMISSED}
    incoming.fate = Fate.TAKEN if states == {ItemState.TAKEN} else Fate.WAITS
    if len(states) > 1:
        incoming.fate = Fate.PARTLY
    elif not states:  # a form without an answer: the desk decides, so something must be left to decide
        for item in items:
            item.state = ItemState.WAITS
            item.save(update_fields=["state"])
    issuers = {item.assignment.directive.organization_id for item in items if item.assignment}
    if len(issuers) == 1:
        incoming.organization_id = issuers.pop()
    answer(incoming, letter, items)


def _item(
    incoming: IncomingMail, number: int, letter: Letter, group: Group, book: Directory, only: bool
) -> Item:
    signs = signs_of(letter, group, book, only)
    suggestions = weighed(signs, candidates_for(signs, book))
    doubt = doubt_about(suggestions)
    if letter.kind is not LetterKind.LETTER:
        doubt = Doubt.AUTOMATIC
    item = Item(incoming=incoming, position=number)
    item.suggestions = _shown(suggestions[:SHOWN])
    item.files = [
        {"index": piece.index, "name": piece.file.name, "size": len(piece.file.data)}
        for piece in group.pieces
    ]
    if not group.pieces:
        doubt = Doubt.NO_FILES
    if doubt is None:
        doubt = take_item(item, _assignment(suggestions[0]), letter, book)
    else:
        _mark(item, troubles_of((piece.index, piece.file) for piece in group.pieces))
    item.doubt = doubt or ""
    item.save()
    return item


def take_item(
    item: Item, assignment: Assignment, letter: Letter, book: Directory | None = None
) -> Doubt | None:
    """Make the item the report of that assignment; why it could not be. Raises `ClassifiedDocument`."""
    layout = book.layout(assignment.directive) if book else None
    actor = mailbox_actor(assignment.directive.organization)
    try:
        with transaction.atomic():
            files = [(int(one["index"]), letter.files[int(one["index"])]) for one in item.files]
            kept = keep_files(assignment.organization, actor, files)
            _mark(item, kept.troubles)
            if not kept.files:
                return Doubt.UNREADABLE
            item.submission, item.missing = take_files(actor, assignment, kept.files, letter, layout)
    except SaysNothing as error:
        item.state, item.reason = ItemState.DISMISSED, str(error)
        return None
    except WrongState as error:
        item.reason = str(error)[:500]
        return Doubt.NOT_OPEN
    except QuanjingError as error:
        item.reason = str(error)[:500]
        return Doubt.UNREADABLE
    item.assignment, item.state = assignment, ItemState.TAKEN
    return None


def _assignment(suggestion: Suggestion) -> Assignment:
    related = ("task", "organization", "directive__organization")
    return Assignment.objects.select_related(*related).get(pk=suggestion.candidate.assignment)


def _shown(suggestions: Sequence[Suggestion]) -> list[dict[str, object]]:
    keys = [one.candidate.assignment for one in suggestions]
    columns = (
        "pk", "task__code", "organization__code", "organization__name", "task__name", "directive__title"
    )  # fmt: skip
    found = {row[0]: row[1:] for row in Assignment.objects.filter(pk__in=keys).values_list(*columns)}
    shown: list[dict[str, object]] = []
    for one in suggestions:
        task, body, unit, item, title = found[one.candidate.assignment]
        words = {"code": f"{task}-{body}", "unit": unit, "item": item, "title": title}
        shown.append(words | {"points": one.points, "clues": [clue.value for clue in one.clues]})
    return shown


def _mark(item: Item, troubles: dict[int, str]) -> None:
    for file in item.files:
        file["trouble"] = troubles.get(int(file["index"]), "")


@transaction.atomic
def _refuse(pk: int, place: str, error: ClassifiedDocument) -> None:
    """A classified paper is not kept: the raw mail goes, the row says why."""
    IncomingMail.objects.filter(pk=pk).update(
        fate=Fate.REFUSED, reason=error.message("zh"), place="", decided_at=clock.now()
    )
    transaction.on_commit(lambda: default_storage.delete(place))
