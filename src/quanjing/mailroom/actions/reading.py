"""Reading the mails that were kept: each meets its fate in one transaction, a bad one harms no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from gongwen.errors import ClassifiedDocument, GongwenError
from gongwen.facade import Letter, LetterKind, Options, read_letter
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.errors import QuanjingError, WrongState
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
MOST_ATTEMPTS = 10  # a mail that ends its worker each time is given up; a stopped worker is no fault of it
SHOWN = 5  # suggestions
MACHINES = {
    LetterKind.AUTO_REPLY: Fate.AUTO_REPLY,
    LetterKind.DELAY: Fate.AUTO_REPLY,
    LetterKind.LIST: Fate.LIST,
    LetterKind.BOUNCE: Fate.BOUNCE,
}


def read_waiting(step: Callable[[int, int], None]) -> int:
    """Read every mail that waits; returns how many. `step` hears how far it is."""
    done, last = 0, 0
    while True:
        waiting = IncomingMail.objects.filter(fate=Fate.ARRIVED, pk__gt=last).order_by("pk")
        ids = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
        if not ids:
            return done
        book = directory()
        for pk in ids:
            read_one(pk, book)
            done, last = done + 1, pk
            step(done, done + len(ids))


def read_one(pk: int, book: Directory) -> None:
    """Read one mail. Whatever goes wrong becomes its fate."""
    IncomingMail.objects.filter(pk=pk, fate=Fate.ARRIVED).update(attempts=F("attempts") + 1)
    incoming = IncomingMail.objects.select_related("organization").get(pk=pk)
    try:
        if incoming.attempts > MOST_ATTEMPTS:
            raise OverflowError("reading it ended the worker")
        letter = letter_of(incoming)
        with transaction.atomic():
            _settle(pk, letter, book)
    except ClassifiedDocument as error:
        _refuse(incoming, error)
    except GongwenError as error:
        _fail(pk, error.message("zh"))
    except Exception as error:  # one bad mail must not stop the next; the ledger names the reason
        logger.exception("mail %s could not be read", incoming.code)
        _fail(pk, f"{type(error).__name__}: {error}")


def letter_of(incoming: IncomingMail) -> Letter:
    """The mail read anew from its raw bytes. Raises `GongwenError`."""
    with default_storage.open(incoming.place) as raw:
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
    assignments = _assignments(suggestions[:SHOWN])
    item.suggestions = [_shown(one, assignments) for one in suggestions[:SHOWN]]
    item.files = [
        {"index": piece.index, "name": piece.file.name, "size": len(piece.file.data)}
        for piece in group.pieces
    ]
    if not group.pieces:
        doubt = Doubt.NO_FILES
    if doubt is None:
        doubt = take_item(item, assignments[suggestions[0].candidate.assignment], letter)
    else:
        _mark(item, troubles_of((piece.index, piece.file) for piece in group.pieces))
    item.doubt = doubt or ""
    item.save()
    return item


def take_item(item: Item, assignment: Assignment, letter: Letter) -> Doubt | None:
    """Make the item the report of that assignment; why it could not be. Raises `ClassifiedDocument`."""
    actor = mailbox_actor(assignment.directive.organization)
    try:
        with transaction.atomic():
            files = [(int(one["index"]), letter.files[int(one["index"])]) for one in item.files]
            kept = keep_files(assignment.organization, actor, files)
            _mark(item, kept.troubles)
            if not kept.files:
                return Doubt.UNREADABLE
            item.submission, item.missing = take_files(actor, assignment, kept.files, letter)
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


def _assignments(suggestions: Sequence[Suggestion]) -> dict[int, Assignment]:
    found = Assignment.objects.filter(pk__in=[one.candidate.assignment for one in suggestions])
    related = ("task", "organization", "directive__organization")
    return {one.pk: one for one in found.select_related(*related)}


def _shown(one: Suggestion, assignments: dict[int, Assignment]) -> dict[str, object]:
    assignment = assignments[one.candidate.assignment]
    return {
        "code": assignment.code,
        "unit": assignment.organization.name,
        "item": assignment.task.name,
        "title": assignment.directive.title,
        "points": one.points,
        "clues": [clue.value for clue in one.clues],
    }


def _mark(item: Item, troubles: dict[int, str]) -> None:
    for file in item.files:
        file["trouble"] = troubles.get(int(file["index"]), "")


@transaction.atomic
def _refuse(incoming: IncomingMail, error: ClassifiedDocument) -> None:
    """A classified paper is not kept: the raw mail goes, the row says why."""
    IncomingMail.objects.filter(pk=incoming.pk).update(
        fate=Fate.REFUSED, reason=error.message("zh"), place="", decided_at=clock.now()
    )
    transaction.on_commit(lambda: default_storage.delete(incoming.place))


def _fail(pk: int, reason: str) -> None:
    IncomingMail.objects.filter(pk=pk, fate=Fate.ARRIVED).update(
        fate=Fate.FAILED, reason=reason[:500], decided_at=clock.now()
    )
