"""Shapes that every part of the API uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from quanjing.foundation import clock
from quanjing.foundation.paging import LARGEST_LIMIT, cursor_page
from quanjing.organizations.models import Organization

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


def in_china(moment: datetime) -> str:
    """ISO 8601 with +08:00, to the second."""
    return moment.astimezone(clock.CHINA).isoformat(timespec="seconds")


Moment = Annotated[
    datetime,
    PlainSerializer(in_china, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
YEARS = range(1950, 2101)  # what a calendar of an office may hold


def day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and DATE.fullmatch(value) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise PydanticCustomError("day", "not a date")
    return found


def day_or_moment(value: object) -> date | datetime:
    """A date, or a moment; one without an offset is meant in China."""
    if isinstance(value, str) and DATE.fullmatch(value):
        return day(value)
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise PydanticCustomError("day_or_moment", "not a date")
    return found if found.tzinfo else found.replace(tzinfo=clock.CHINA)


_A_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_A_MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
Day = Annotated[date, PlainValidator(day), WithJsonSchema(_A_DAY)]
DayOrMoment = Annotated[
    date | datetime, PlainValidator(day_or_moment), WithJsonSchema({"anyOf": [_A_DAY, _A_MOMENT]})
]
Code = Annotated[str, Field(pattern=r"^[-0-9A-Za-z_]+$", max_length=40)]
States = dict[str, int]


class Body(Schema):
    """What a caller sends: a field that we do not know is an error, not a surprise."""

    model_config = ConfigDict(extra="forbid")


class Named(Schema):
    """A thing by its public code."""

    code: str
    name: str


class Span(Schema):
    """A place in the notice's text: half-open character offsets."""

    start: int
    end: int


class Problem(Schema):
    """RFC 9457 problem details; a conflict also carries `theirs` and `yours`."""

    model_config = ConfigDict(extra="allow")

    class Place(Schema):
        field: str
        message: str

    type: str
    title: str
    status: int
    detail: str
    errors: list[Place]


class Listing(Schema, Generic[Item]):
    """One page of a list; `next` is the cursor of the next page."""

    items: list[Item]
    next: str | None


class Paging(Schema):
    """How much of a list, and from where."""

    limit: int = Field(50, ge=1, le=LARGEST_LIMIT)
    cursor: str | None = Field(None, max_length=100)


def listing(
    rows: QuerySet[Row], paging: Paging, shape: Callable[[list[Row]], list[Any]]
) -> dict[str, object]:
    """The page of `rows` that `paging` asks for, its rows through `shape`."""
    found, following = cursor_page(rows, paging.limit, paging.cursor)
    return {"items": shape(found), "next": following}


def body_of(organization: Organization) -> Named:
    return Named(code=organization.code, name=organization.name)


def end_of(day_or_moment: date | datetime, day_end: str) -> datetime:
    """A date ends by the issuer's rule; a moment is itself."""
    if isinstance(day_or_moment, datetime):
        return day_or_moment
    return clock.end_of(day_or_moment, day_end)
