"""Calls and applications: lines of lists, one of each, what is written and how a form is checked."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code, Moment, Named, Paging, body_of
from quanjing.calls.actions import ApplicationFacts
from quanjing.calls.enums import ApplicationState, CallKind, CallState
from quanjing.calls.models import Application, Call
from quanjing.sheets.models import Field as SheetField

Line = dict[str, str]


class CallsFilter(Paging):
    kind: CallKind | None = None
    state: CallState | None = None
    year: int | None = Field(None, ge=1949, le=2200)
    board: bool = False


class CallLine(Schema):
    """`board` of the filter: only those that the own body may apply for now."""

    code: str
    kind: CallKind
    title: str
    organization: Named
    year: int
    state: CallState
    opens_on: date
    closes_at: Moment

    @staticmethod
    def fields_of(one: Call) -> dict[str, Any]:
        return {
            "code": one.code, "kind": CallKind(one.kind), "title": one.title,
            "organization": body_of(one.organization), "year": one.year, "state": CallState(one.state),
            "opens_on": one.opens_on, "closes_at": one.closes_at,
        }  # fmt: skip

    @classmethod
    def of(cls, one: Call) -> CallLine:
        return cls(**cls.fields_of(one))


class CallOut(CallLine):
    """With what an application has: directions by code, fields of the sheet by key.

    `from_projects`: each application names a closed project of its body.
    """

    intro: str
    version: int
    directions: list[Named]
    fields: list[Line]
    conditions: list[str]
    title_length: int
    nominates: bool
    from_projects: bool

    @classmethod
    def whole(cls, one: Call, fields: list[SheetField]) -> CallOut:
        return cls(
            **cls.fields_of(one),
            intro=one.intro,
            version=one.version,
            directions=[Named(code=each.code, name=each.name) for each in one.directions.all()],
            fields=[{"key": each.key, "label": each.label, "type": each.type} for each in fields],
            conditions=[each.text for each in one.conditions.all()],
            title_length=one.title_length,
            nominates=one.nominates,
            from_projects=one.from_projects,
        )


class ApplicationsFilter(Paging):
    call: Code | None = None
    state: ApplicationState | None = None


class ApplicationOut(Schema):
    code: str
    call: Named
    direction: Named
    organization: Named
    number: int | None
    title: str
    state: ApplicationState
    version: int
    sent_at: Moment | None
    returned_due: Moment | None

    @classmethod
    def of(cls, one: Application) -> ApplicationOut:
        return cls(
            code=one.code,
            call=Named(code=one.call.code, name=one.call.title),
            direction=Named(code=one.direction.code, name=one.direction.name),
            organization=body_of(one.organization),
            number=one.number,
            title=one.title,
            state=ApplicationState(one.state),
            version=one.version,
            sent_at=one.sent_at,
            returned_due=one.returned_due,
        )


class ApplicationGiven(Body):
    """What an application says; `values` by the keys of the fields, the tables as lists of texts.

    `project` is the code of the closed project that it is based on, where the call asks for one; what is
    known of it is filled in when the application is begun, where nothing is said.
    """

    direction: str = Field("", max_length=16)
    title: str = Field("", max_length=200)
    subject: str = Field("", max_length=100)
    project: Code | None = None
    values: dict[str, str] = Field(default_factory=dict)
    team: list[Line] | None = None
    goals: list[Line] | None = None
    budget: list[Line] | None = None
    schedule: list[Line] | None = None

    def facts(self) -> ApplicationFacts:
        return ApplicationFacts(**self.model_dump())


class CheckGiven(Body):
    """`reasons` by place for a return (empty: the whole), `reason` for a refusal."""

    step: Literal["admit", "return", "refuse", "undo"]
    reason: str = Field("", max_length=500)
    reasons: dict[str, str] = Field(default_factory=dict)
