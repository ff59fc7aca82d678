"""Activities of a body: lines of the list, and a record as it is entered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from quanjing.activities.actions import Facts
from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityKind
from quanjing.api.schemas.common import Body, Code, Day, Moment, Named, Paging, body_of, day_or_moment


def moment(value: object) -> datetime:
    """A moment; one without an offset is meant in China."""
    found = day_or_moment(value)
    if not isinstance(found, datetime):
        raise PydanticCustomError("moment", "not a moment")
    return found


A_MOMENT: dict[str, Any] = {"type": "string", "format": "date-time"}
At = Annotated[datetime, PlainValidator(moment), WithJsonSchema(A_MOMENT)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class ActivitiesFilter(Paging):
    under: Code | None = None
    kind: Code | None = None
    state: ActivityState | None = None
    first: Day | None = None
    last: Day | None = None


class ActivityLine(Schema):
    """One activity; numbers of persons, never names."""

    code: str
    number: str
    kind: Named
    name: str
    organization: Named
    starts_at: Moment
    ends_at: Moment | None
    day: date
    place: str
    state: ActivityState
    present: int | None
    studied: str
    joint: bool

    @classmethod
    def of(cls, one: Activity) -> ActivityLine:
        return cls(
            code=one.code,
            number=one.number,
            kind=Named(code=one.kind.code, name=str(one.kind)),
            name=one.name,
            organization=body_of(one.organization),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            day=one.day,
            place=one.place,
            state=ActivityState(one.state),
            present=one.present,
            studied=one.studied,
            joint=one.is_joint,
        )


class NewActivity(Body):
    """A record of the own body; `kind` is a code, `hosts` names or codes of bodies that hold it too."""

    kind: Code
    name: str = Field(min_length=1, max_length=200)
    starts_at: At
    ends_at: At | None = None
    place: str = Field("", max_length=200)
    chair: str = Field("", max_length=100)
    recorder: str = Field("", max_length=100)
    speaker: str = Field("", max_length=200)
    expected: Count | None = None
    present: Count | None = None
    online: Count | None = None
    agenda: str = Field("", max_length=20_000)
    decisions: str = Field("", max_length=20_000)
    studied: str = Field("", max_length=20_000)
    campaign: str = Field("", max_length=100)
    hosts: list[Annotated[str, Field(max_length=200)]] = Field([], max_length=50)
    took_place: bool = False

    def facts(self, kind: ActivityKind) -> Facts:
        given = self.model_dump(exclude={"kind", "hosts", "took_place"})
        return Facts(kind=kind, **given)
