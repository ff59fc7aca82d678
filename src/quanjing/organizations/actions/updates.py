"""Rows of a table that name bodies which exist: what they would change."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Problem
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.actions.bodies import save_changes
from quanjing.organizations.actions.places import lock_tree
from quanjing.organizations.actions.tables import WITH_CODE, spoken_choices
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, posts_in_force
from quanjing.organizations.queries.posts import REPORTING
from quanjing.organizations.rules import can_administer, problems_with

PLAIN = ("number", "name", "credit_code", "host_unit", "phone", "email")
CLEARING = {"-", "–", "—", "－"}  # a cell that says: nothing stands here any more
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Update:
    """A body that a row names, the values that change {field: new}, and what is wrong with them."""

    body: Organization
    changes: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Register:
    """The societies of a subtree as rows are matched with them: two queries, whatever the table."""

    def __init__(self, under: Organization) -> None:
        found = Organization.objects.filter(in_subtree(under.path), existing(), kind=Kind.SOCIETY)
        self.bodies = list(found.exclude(pk=under.pk).order_by("path"))
        self._by = {name: _index(self.bodies, name) for name in ("code", "credit_code", "number", "name")}
        self.contacts: dict[int, list[str]] = {}
        posts = posts_in_force().filter(in_subtree(under.path, "organization__"), role__in=REPORTING)
        for pk, name in posts.exclude(holder=None).values_list("organization_id", "holder__name"):
            self.contacts.setdefault(pk, []).append(name)

    def match(self, row: Row) -> list[Organization]:
        """The bodies that a row names: by code, else by credit code, number and name together.

        One is a match; none is a new body; several mean that the columns name different bodies.
        """
        if row["code"]:
            return self._by["code"].get(row["code"], [])
        found = {
            body.pk: body
            for name in ("credit_code", "number", "name")
            for body in self._by[name].get(row[name], [])
            if row[name]
        }
        return list(found.values())

    def texts(self, body: Organization) -> dict[str, str]:
        """What is known of a body, as a row of the table."""
        contacts = self.contacts.get(body.pk, [])
        classed = body.society_class != SocietyClass.NONE
        return {
            **{name: getattr(body, name) for name in ("code", *PLAIN)},
            "society_class": str(SocietyClass(body.society_class).label) if classed else "",
            "level": str(Level(body.level).label) if body.level else "",
            "contact": contacts[0] if contacts else "",
        }


def known_rows(under: Organization) -> list[dict[str, str]]:
    """The societies below a body as rows of the table, in the order of the tree."""
    register = Register(under)
    return [register.texts(body) for body in register.bodies]


def updates_of(
    register: Register, rows: Sequence[tuple[Row, Organization]], new: Iterable[str]
) -> list[Update]:
    """What each of these rows would change. An empty cell leaves what stands there, a dash clears it.

    `new` are the names of bodies that the same table enters.
    """
    understood = spoken_choices()
    names, codes = _borne("name", rows), _borne("credit_code", rows)
    given, seen, updates = set(new), set[int](), []
    for row, body in rows:
        of_class, of_level, problems = understood(row)
        wanted: dict[str, Any] = {name: _cell(row[name]) for name in PLAIN if row[name]}
        spoken = {"society_class": of_class, "level": of_level}
        wanted |= {name: value for name, value in spoken.items() if value is not None}
        changes = {name: value for name, value in wanted.items() if value != getattr(body, name)}
        changed = copy.copy(body)
        for name, value in changes.items():
            setattr(changed, name, value)
        others = {name for name, pk in names.items() if pk != body.pk} | (
            given if "name" in changes else set()
        )
        taken = {code for code, pk in codes.items() if pk != body.pk}
        wrong = problems_with(changed, names=others, codes=taken)
        problems += [problem for problem in wrong if problem.where in changes]
        if row["contact"] and row["contact"] not in register.contacts.get(body.pk, []):
            problems.append(
                Problem("contact", _("Another contact person is entered at the posts of the body."))
            )
        if body.pk in seen:
            problems.append(Problem("name", _("An earlier row names the same body.")))
        seen.add(body.pk)
        given |= {changed.name} if "name" in changes else set()
        updates.append(Update(body, changes, problems))
    return updates


@transaction.atomic
def change_many(*, actor: Actor, under: Organization, updates: Sequence[Update], file: str) -> None:
    """Change many bodies of a subtree in one piece, with one entry that holds every change.

    Part of an import that has checked the rows. Raises `Denied`.
    """
    if not can_administer(actor, under):
        raise Denied
    lock_tree()
    told = {}
    for update in updates:
        body = Organization.objects.get(pk=update.body.pk)  # a row before may have moved its place
        told[body.code] = {
            name: [str(getattr(body, name) or ""), str(value or "")] for name, value in update.changes.items()
        }
        save_changes(body, update.changes)
    detail = {"count": len(updates), "file": file, "changed": told}
    record(actor=actor, verb="organizations.change_many", on=under, detail=detail)


def _index(bodies: Sequence[Organization], name: str) -> dict[str, list[Organization]]:
    index: dict[str, list[Organization]] = {}
    for body in bodies:
        index.setdefault(getattr(body, name), []).append(body)
    return index


def _borne(name: str, rows: Sequence[tuple[Row, Organization]]) -> dict[str, int]:
    """Who bears the names or credit codes that the rows want."""
    wanted = {row[name] for row, _body in rows if row[name]}
    held = Organization.objects.filter(**{f"{name}__in": wanted}).order_by()
    return dict(held.values_list(name, "pk"))


def _cell(text: str) -> str:
    return "" if text in CLEARING else text


def shown(update: Update, texts: Row) -> dict[str, str]:
    """The new texts of the cells that change, by column; class and level in words."""
    spoken = {"society_class": SocietyClass, "level": Level}
    found = {}
    for name, value in update.changes.items():
        word = str(spoken[name](value).label) if name in spoken and value else str(value)
        if word != texts[name]:
            found[name] = word
    return {name: found[name] for name in WITH_CODE if name in found}
