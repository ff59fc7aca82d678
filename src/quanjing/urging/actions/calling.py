"""The telephone list: whom to call about a notice, for those who prefer to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongwen.facade import PaperTable, write_paper_table
from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import due_of
from quanjing.urging.queries import missing_of
from quanjing.urging.rules import can_urge

WEIGHTS = (8, 17, 11, 20, 26, 18)
Call = tuple[Organization, list[Assignment], Post | None]


@transaction.atomic
def phone_list(*, actor: Actor, directive: Directive, out: BinaryIO) -> int:
    """Write the missing units of a notice by class and number as Word; returns how many there are.

    A unit's contact is the first of those who report for it; nobody else is named. Leaves an entry in
    the record, since it takes names and numbers out. Raises `Denied` for anyone but the notice's desk.
    """
    if not can_urge(actor, directive):
        raise Denied
    calls = _calls(directive)
    table = PaperTable(
        title=_("Telephone list: %(title)s") % {"title": directive},
        heads=(
            _("Number"),
            _("Unit"),
            _("Contact"),
            _("Telephone"),
            _("Still open"),
            _("Notes"),
        ),
        weights=WEIGHTS,
        groups=tuple(_groups(calls)),
        notes=(_note(len(calls)),),
    )
    write_paper_table(out, table)
    record(actor=actor, verb="urging.phone_list", on=directive, detail={"units": len(calls)})
    return len(calls)


def _calls(directive: Directive) -> list[Call]:
    """The missing units in the order of class, number, name: two queries."""
    open_by_unit: dict[int, list[Assignment]] = {}
    for one in missing_of(directive, clock.now()):
        open_by_unit.setdefault(one.organization_id, []).append(one)
    contacts: dict[int, Post] = {}
    for post in handlers_of(open_by_unit):
        contacts.setdefault(post.organization_id, post)
    calls = [(found[0].organization, found, contacts.get(pk)) for pk, found in open_by_unit.items()]
    return sorted(calls, key=lambda call: (call[0].society_class, call[0].number, call[0].name))


def _groups(calls: Iterable[Call]) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    for key, found in groupby(calls, key=lambda call: call[0].society_class):
        is_classed = key != SocietyClass.NONE
        label = str(SocietyClass(key).label) if is_classed else _("Other bodies")
        yield label, tuple(_row(*call) for call in found)


def _row(body: Organization, found: list[Assignment], contact: Post | None) -> tuple[str, ...]:
    person = contact.holder if contact is not None else None
    phones = dict.fromkeys((person.phone if person else "", body.phone))
    items = (
        _("%(task)s (%(due)s)") % {"task": one.task.name, "due": cn_moment(due_of(one)) or "—"}
        for one in found
    )
    name = person.name if person else "—"
    return body.number, body.name, name, "\n".join(filter(None, phones)) or "—", "\n".join(items), ""


def _note(count: int) -> str:
    words = ngettext(
        "%(count)d unit is missing, as of %(moment)s. Keep it in the office and destroy it after use.",
        "%(count)d units are missing, as of %(moment)s. Keep it in the office and destroy it after use.",
        count,
    )
    return words % {"count": count, "moment": cn_moment(clock.now())}
