"""Entering and changing bodies of the tree."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from quanjing.accounts.actions import NewPerson, add_people
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem
from quanjing.organizations.actions.places import insert, key_of, lock_tree, replace
from quanjing.organizations.enums import Kind, Role, SocietyClass
from quanjing.organizations.models import Organization, OrganizationName, Post
from quanjing.organizations.rules import can_administer, editable_fields, problems_with


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body to be entered, and the contact person who gets its first post (none without a name)."""

    name: str
    kind: str = Kind.SOCIETY
    level: str = ""
    region: str = ""
    society_class: int = SocietyClass.NONE
    number: str = ""
    short_name: str = ""
    credit_code: str = ""
    host_unit: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""
    username: str = ""  # a wish; default: s and the number


@transaction.atomic
def add_organization(*, actor: Actor, under: Organization, **values: Any) -> Organization:
    """Enter one body under another, with the fields of `rules.FIELDS`.

    Raises `Denied` outside the actor's subtree, `Invalid` with the places that are wrong.
    """
    if not can_administer(actor, under):
        raise Denied
    lock_tree()
    body = Organization(**values)
    body.valid_from = body.valid_from or clock.today()
    _refuse(body)
    insert(under, [body])
    begin_names([body])
    record(actor=actor, verb="organizations.add", on=body, detail={"under": under.code})
    return body


@transaction.atomic
def add_many(
    *, actor: Actor, under: Organization, rows: Sequence[NewBody], detail: Mapping[str, object] | None = None
) -> list[Organization]:
    """Enter many bodies under one, each with a post for its contact person, in about a dozen queries.

    All or nothing: raises `Denied`, or `Invalid` whose problems name the row (counted from 1) and the field
    as "3.name". Nobody can sign in before a one-time link was handed out. Returns the bodies in the order
    of `rows`.
    """
    if not can_administer(actor, under):
        raise Denied
    lock_tree()
    bodies = [as_body(row) for row in rows]
    problems = [
        Problem(f"{number}.{problem.where}", problem.message)
        for number, found in enumerate(problems_in(bodies), start=1)
        for problem in found
    ]
    if problems:
        raise Invalid(problems)
    insert(under, bodies)
    begin_names(bodies)
    _first_posts(rows, bodies)
    record(
        actor=actor, verb="organizations.add_many", on=under, detail={"count": len(rows), **(detail or {})}
    )
    return bodies


@transaction.atomic
def change_organization(
    *, actor: Actor, organization: Organization, changes: Mapping[str, Any], version: int | None = None
) -> Organization:
    """Change fields that `rules.editable_fields` allows; a new name keeps the old one in the history.

    Raises `Denied`, `Invalid`, or `Conflict` with both versions of what differs where `version` is stale.
    """
    lock_tree()
    body: Organization = Organization.objects.get(pk=organization.pk)
    if not set(changes) <= set(editable_fields(actor, body)):
        raise Denied
    before = {name: getattr(body, name) for name in changes}
    if version is not None and version != body.version:
        raise Conflict(theirs=before, yours=changes)
    changed = {name: value for name, value in changes.items() if value != before[name]}
    if not changed:
        return body
    told = {name: [str(before[name] or ""), str(value or "")] for name, value in changed.items()}
    wanted = copy.copy(body)
    for name, value in changed.items():
        setattr(wanted, name, value)
    _refuse(wanted)
    if "name" in changed and body.names.filter(used_from__gt=clock.today()).exists():
        raise Invalid([Problem("name", _("A new name to come is entered already."))])
    save_changes(body, changed)
    record(actor=actor, verb="organizations.change", on=body, detail={"changed": told})
    return body


def save_changes(body: Organization, changed: Mapping[str, Any]) -> None:
    """Write fields of a body that were checked, with its name's history and its place; part of an action."""
    place, old = key_of(body), body.name
    for name, value in changed.items():
        setattr(body, name, value)
    body.version += 1
    body.save(update_fields=[*changed, "version"])
    if "name" in changed:
        _rename(body, old)
    if key_of(body) != place and body.depth > 1:
        replace(body)


def problems_in(bodies: Sequence[Organization]) -> list[list[Problem]]:
    """What is wrong with each of the new bodies, against the register and against each other; two queries."""
    names = _others("name", [body.name for body in bodies])
    codes = _others("credit_code", [body.credit_code for body in bodies if body.credit_code])
    found = []
    for body in bodies:
        found.append(problems_with(body, names=names, codes=codes))
        names.add(body.name)
        codes.add(body.credit_code)
    return found


def _others(field: str, values: Sequence[str], but: int | None = None) -> set[str]:
    same = Organization.objects.filter(**{f"{field}__in": values}).exclude(pk=but)
    return set(same.order_by().values_list(field, flat=True))


def _refuse(body: Organization) -> None:
    names = _others("name", [body.name], but=body.pk)
    codes = _others("credit_code", [body.credit_code], but=body.pk) if body.credit_code else ()
    problems = problems_with(body, names=names, codes=codes)
    if problems:
        raise Invalid(problems)


def as_body(row: NewBody) -> Organization:
    """The organization of a row, not saved."""
    values = asdict(row)
    del values["contact"], values["username"]
    return Organization(**values)


def begin_names(bodies: Sequence[Organization]) -> None:
    """Start the history of names of new bodies."""
    today = clock.today()
    OrganizationName.objects.bulk_create(
        OrganizationName(organization=body, name=body.name, used_from=body.valid_from or today)
        for body in bodies
    )


def _rename(body: Organization, old: str) -> None:
    """Close the old name yesterday and begin the new one today; a name of today is only corrected."""
    today = clock.today()
    current = body.names.filter(used_to=None).last()
    if current is not None and current.used_from >= today:
        body.names.filter(pk=current.pk).update(name=body.name)
        return
    if current is None:
        current = OrganizationName(organization=body, name=old, used_from=_known_since(body, today))
    current.used_to = today - timedelta(days=1)
    current.save()
    OrganizationName.objects.create(organization=body, name=body.name, used_from=today)


def _known_since(body: Organization, today: date) -> date:
    return min(body.valid_from or today, today - timedelta(days=1))


def _first_posts(rows: Sequence[NewBody], bodies: Sequence[Organization]) -> None:
    with_contact = [(row, body) for row, body in zip(rows, bodies, strict=True) if row.contact]
    people = add_people(
        people=[
            NewPerson(row.username or _username(row, body), row.contact, row.email, row.phone)
            for row, body in with_contact
        ]
    )
    with override(settings.LANGUAGE_CODE):  # the title is a text of the office, not of the page
        titles = {role: str(role.label) for role in (Role.HANDLER, Role.OFFICER)}
    roles = [Role.OFFICER if row.kind == Kind.ASSOCIATION else Role.HANDLER for row, _under in with_contact]
    Post.objects.bulk_create(
        Post(organization=body, title=titles[role], role=role, holder=person, starts_on=clock.today())
        for (_row, body), role, person in zip(with_contact, roles, people, strict=True)
    )


def _username(row: NewBody, body: Organization) -> str:
    """s101 for the society with the number 101; its code where the number is no plain ASCII word."""
    number = row.number.replace(" ", "").lower()
    return f"s{number}" if number and number.isascii() else f"s-{body.code}"
