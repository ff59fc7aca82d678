"""What a mail and its files say about the assignment that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Q

from gongwen.errors import GongwenError
from gongwen.facade import Enclosure, Letter, Options, reference_of, text_of, without_prefixes
from quanjing.mailroom.enums import Clue
from quanjing.mailroom.queries import Directory, fold
from quanjing.mailroom.rules import Candidate, Sign
from quanjing.notify.models import Mail
from quanjing.notify.rules import assignments_signed, form_signed
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment

HEAD = 1200  # characters of a file in which its sender names himself
_CODE = re.compile(r"<([2-9a-z]{8,16})@([^<>\s]+)>")
_PLAIN = Options(recognize=False, convert=False)
_WITHOUT_TEXT = re.compile(r"\.(?:jpe?g|png|gif|bmp|mp4|mov|zip|rar)$", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of a mail with what it says of itself. `index` is its place among the mail's files."""

    index: int
    file: Enclosure
    references: tuple[str, ...] = ()
    named: frozenset[int] = frozenset()  # bodies in its name
    inside: frozenset[int] = frozenset()  # bodies at its head
    items: frozenset[int] = frozenset()  # tasks in its name
    head: str = ""


@dataclass(slots=True)
class Group:
    """Files that belong together; `unit` is the body that all of them name, if they do."""

    pieces: list[Piece] = field(default_factory=list)
    unit: int | None = None


def pieces_of(letter: Letter, book: Directory) -> list[Piece]:
    """Every file that could be taken out, looked at. Raises nothing: what cannot be read says nothing."""
    return [_piece(index, file, book) for index, file in enumerate(letter.files)]


def groups_of(pieces: Sequence[Piece]) -> list[Group]:
    """Files of one unit and item together. A file that names nobody goes with the only unit there is."""
    keyed: dict[tuple[object, ...], Group] = {}
    loose: list[Piece] = []
    for piece in pieces:
        bodies = piece.named or piece.inside
        unit = next(iter(bodies)) if len(bodies) == 1 else None
        for reference in piece.references:  # a form of several items answers each of them
            own = replace(piece, references=(reference,))
            keyed.setdefault(("signed", reference), Group(unit=unit)).pieces.append(own)
        if piece.references:
            continue
        if unit is not None:
            item = next(iter(piece.items)) if len(piece.items) == 1 else None
            keyed.setdefault((unit, item), Group(unit=unit)).pieces.append(piece)
        else:
            loose.append(piece)
    groups = list(keyed.values())
    if len(groups) == 1:
        groups[0].pieces = sorted([*groups[0].pieces, *loose], key=lambda one: one.index)
    elif loose:
        groups.append(Group(loose))
    return groups


def signs_of(letter: Letter, group: Group, book: Directory, only: bool) -> list[Sign]:
    """The signs for a group; `only` where the mail has no other, so that its own words are about it."""
    signs = list(_signed_in_files(group))
    if only or len(group.pieces) == 0:
        signs += _signed_in_mail(letter)
    signs += _people(letter, group, book)
    signs += _names(letter, group, book, only)
    signs += _items(letter, group, book)
    return signs


def candidates_for(signs: Sequence[Sign], book: Directory) -> list[Candidate]:
    """The assignments of the units that the signs name: one query."""
    near = (Clue.ABOVE,)
    units = {sign.organization for sign in signs if sign.organization and sign.clue not in near}
    wanted = Q(organization__in=units, task__in=[one.task for one in book.asked])
    for sign in signs:
        if sign.task and sign.organization:
            wanted |= Q(organization=sign.organization, task=sign.task)
    if not units:
        return []
    rows = Assignment.objects.filter(wanted).exclude(state=State.CANCELLED)
    closed = (*DONE, *NOT_EXPECTED)
    return [
        Candidate(pk, organization, directive, task, state not in closed)
        for pk, organization, directive, task, state in rows.values_list(
            "pk", "organization_id", "directive_id", "task_id", "state"
        )
    ]


def _piece(index: int, file: Enclosure, book: Directory) -> Piece:
    if file.error is not None:
        return Piece(index, file, named=frozenset(book.bodies_in(file.name)))
    name = fold(file.name)
    head = _head(file)
    return Piece(
        index,
        file,
        references=_references(file.data),
        named=frozenset(book.bodies_in(file.name)),
        inside=frozenset(book.bodies_in(head)),
        items=frozenset(one.task for one in book.asked if one.name and one.name in name),
        head=fold(head),
    )


def _references(data: bytes) -> tuple[str, ...]:
    form = form_signed(reference_of(data, _PLAIN))
    return form.assignments if form else ()


def _head(file: Enclosure) -> str:
    if _WITHOUT_TEXT.search(file.name):
        return ""
    try:
        return text_of(file.data, name=file.name, options=_PLAIN)[:HEAD]
    except GongwenError:
        return ""


def _signed_in_files(group: Group) -> Iterator[Sign]:
    codes = [code for piece in group.pieces for code in piece.references]
    yield from _assigned(Clue.REFERENCE, codes)


def _signed_in_mail(letter: Letter) -> list[Sign]:
    addresses = assignments_signed(" ".join(letter.recipients))
    written = assignments_signed(f"{letter.subject} {letter.text} {letter.quoted}")
    signs = list(_assigned(Clue.ADDRESS, addresses or written))
    host = settings.MAIL_DOMAIN.casefold()
    codes = [code for one in letter.replies_to for code, at in _CODE.findall(one) if at.casefold() == host]
    if codes:
        ours = Mail.objects.filter(code__in=codes)
        for about, body in ours.values_list("about", "organization_id"):
            signs += _assigned(Clue.REPLY, [about]) if about else [Sign(Clue.SENDER, body)]
    return signs


def _assigned(clue: Clue, codes: Sequence[str]) -> Iterator[Sign]:
    """Signs for assignments by their codes, whatever became of them: one query."""
    wanted = Q(pk__in=[])
    for code in codes:
        task, _dash, organization = code.partition("-")
        wanted |= Q(task__code=task, organization__code=organization)
    if codes:
        for body, directive, asked in Assignment.objects.filter(wanted).values_list(
            "organization_id", "directive_id", "task_id"
        ):
            yield Sign(clue, body, directive, asked)


def _people(letter: Letter, group: Group, book: Directory) -> Iterator[Sign]:
    inner = {piece.file.sender for piece in group.pieces if piece.file.sender}
    inner |= {origin.address for origin in letter.origins if origin.address} if not inner else set()
    for address in inner:
        yield from (Sign(Clue.ORIGIN, body) for body in book.by_address.get(address, ()))
    for body in book.by_address.get(letter.sender.address, ()):
        yield Sign(Clue.SENDER, body)
        above = book.paths.get(body, "")
        units = {group.unit} | {one for piece in group.pieces for one in piece.named | piece.inside}
        for unit in units - {None, body}:
            if unit is not None and above and book.paths.get(unit, "").startswith(above):
                yield Sign(Clue.ABOVE, unit)


def _names(letter: Letter, group: Group, book: Directory, only: bool) -> Iterator[Sign]:
    for piece in group.pieces:
        yield from (Sign(Clue.FILE_NAME, body) for body in piece.named)
        yield from (Sign(Clue.CONTENT, body) for body in piece.inside)
    if only:
        yield from (Sign(Clue.SUBJECT, body) for body in book.bodies_in(letter.subject))
        yield from (Sign(Clue.SIGNED_BY, body) for body in book.bodies_in(letter.sender.name))


def _items(letter: Letter, group: Group, book: Directory) -> Iterator[Sign]:
    subject = fold(without_prefixes(letter.subject))
    names = " ".join(fold(piece.file.name) for piece in group.pieces)
    heads = " ".join(piece.head for piece in group.pieces)
    said = f"{subject} {names} {heads} {fold(letter.text[:HEAD])}"
    for title in {asked.title for asked in book.asked if asked.title}:
        # a notice may be called after one of its items, which says nothing about which is meant
        names, heads, subject = (text.replace(title, " ") for text in (names, heads, subject))
    for asked in book.asked:
        if asked.number and asked.number in said:
            yield Sign(Clue.NUMBER, directive=asked.directive)
        if asked.title and asked.title in said:
            yield Sign(Clue.TITLE, directive=asked.directive)
        if asked.name:
            for clue, place in (
                (Clue.ITEM_FILE, names),
                (Clue.ITEM_SUBJECT, subject),
                (Clue.ITEM_CONTENT, heads),
            ):
                if asked.name in place:
                    yield Sign(clue, task=asked.task)
