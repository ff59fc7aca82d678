"""Public notices and results of calls, as anybody reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema

from quanjing.calls.models import Call, PublicNotice
from quanjing.calls.queries.naming import PublicGroup
from quanjing.calls.queries.notices import PublicList
from quanjing.foundation import clock


class PublicNoticeLine(Schema):
    """`organization` is the name of the body that displays it; its days are whole days, both included."""

    code: str
    title: str
    organization: str
    first_day: date
    last_day: date

    @classmethod
    def of(cls, one: PublicNotice) -> PublicNoticeLine:
        return cls(
            code=one.code, title=one.title, organization=one.decision.call.organization.name,
            first_day=one.first_day, last_day=one.last_day,
        )  # fmt: skip


class PublicEntry(Schema):
    """`project` is what it is based on, where that bears another title."""

    subject: str
    unit: str
    grade: str
    project: str


class PublicEntries(Schema):
    """`unnamed`: whose nominee does not agree to be named; `taken_out`: taken out afterwards."""

    direction: str
    entries: list[PublicEntry]
    unnamed: int
    taken_out: int

    @classmethod
    def of(cls, one: PublicGroup) -> PublicEntries:
        entries = [
            PublicEntry(subject=line.subject, unit=line.unit, grade=line.grade, project=line.project)
            for line in one.lines
        ]
        return cls(direction=one.direction, entries=entries, unnamed=one.unnamed, taken_out=one.taken_out)


class PublicNoticeOut(PublicNoticeLine):
    """With its text, where objections go, and the list by direction."""

    text: str
    channel: str
    groups: list[PublicEntries]

    @classmethod
    def whole(cls, one: PublicList) -> PublicNoticeOut:
        return cls(
            code=one.code, title=one.title, organization=one.issuer, first_day=one.first_day,
            last_day=one.last_day, text=one.text, channel=one.channel,
            groups=[PublicEntries.of(group) for group in one.groups],
        )  # fmt: skip


class PublicResultLine(Schema):
    """The results of a call by the call's code; `day` is that on which the last of them came out."""

    code: str
    title: str
    award: str
    organization: str
    day: date

    @classmethod
    def of(cls, one: Any) -> PublicResultLine:
        """A call of `published_calls`."""
        return cls(**cls.fields_of(one))

    @staticmethod
    def fields_of(one: Any) -> dict[str, Any]:
        call: Call = one
        return {
            "code": call.code, "title": call.title, "award": call.award,
            "organization": call.organization.name, "day": one.out_at.astimezone(clock.CHINA).date(),
        }  # fmt: skip


class PublicResultOut(PublicResultLine):
    """With the list by direction."""

    groups: list[PublicEntries]

    @classmethod
    def whole(cls, one: Any, groups: list[PublicGroup]) -> PublicResultOut:
        return cls(**cls.fields_of(one), groups=[PublicEntries.of(group) for group in groups])
