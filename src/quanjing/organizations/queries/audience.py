"""Whom something is for: the bodies of a subtree by kind, level and class, looked up when it matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import BooleanField, Func, Q, QuerySet, Subquery

from quanjing.foundation import clock
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries.tree import existing


class Audience(Protocol):
    """Columns that many things have; an empty list stands for all."""

    @property
    def under(self) -> Organization: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def classes(self) -> Sequence[int]: ...


def reaches(audience: Audience, body: Organization) -> bool:
    """Whether a body is meant; the same as `audience_of`, of one body."""
    return (
        body.path.startswith(audience.under.path)
        and (not audience.kinds or body.kind in audience.kinds)
        and (not audience.levels or body.level in audience.levels)
        and (not audience.classes or body.society_class in audience.classes)
    )


def audience_of(audience: Audience, on: date | None = None) -> QuerySet[Organization]:
    """The bodies that are meant and that exist on a day (today without one)."""
    found: QuerySet[Organization] = Organization.objects.filter(
        in_subtree(audience.under.path), existing(on=on or clock.today())
    )
    for column, values in (
        ("kind", audience.kinds), ("level", audience.levels), ("society_class", audience.classes)
    ):  # fmt: skip
        if values:
            found = found.filter(**{f"{column}__in": values})
    return found


def audience_words(audience: Audience) -> str:
    """Whom something is for, in words; nothing where it is for all."""
    words = [str(Kind(one).label) for one in audience.kinds]
    words += [str(Level(one).label) for one in audience.levels]
    words += [str(SocietyClass(one).label) for one in audience.classes]
    return " · ".join(words)


class Holds(Func):
    """Whether a list that is kept as JSON holds a value."""

    arity = 2
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" @> to_jsonb(", **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "EXISTS (SELECT 1 FROM json_each(%(expressions)s)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") WHERE value = ", **context)


def meant_for(body: int, path: str) -> Q:
    """The condition that the body at a path is meant; the same as `audience_of`, for many things at once."""
    own = Organization.objects.filter(pk=body)
    found = Q(under__path__in=chain_of(path))
    for column, values in (("kind", "kinds"), ("level", "levels"), ("society_class", "classes")):
        found &= Q(**{values: []}) | Q(Holds(values, Subquery(own.values(column))))
    return found
