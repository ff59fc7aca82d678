"""Inspections and findings: lines of lists, one of each, a self-check as it is sent."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code, Day, Named, Paging, body_of
from quanjing.inspections.actions import Given
from quanjing.inspections.enums import Answer, FindingState, InspectionState, Mode, Tint
from quanjing.inspections.models import Finding, Inspection
from quanjing.inspections.queries import Counts, Item, tint_of

Text = Annotated[str, Field(max_length=2000)]


class InspectionsFilter(Paging):
    state: InspectionState | None = None


class FindingsFilter(Paging):
    inspection: Code | None = None
    under: Code | None = None
    state: FindingState | None = None
    colour: Tint | None = None
    mine: bool = False


class InspectionLine(Schema):
    """One inspection of a list."""

    code: str
    name: str
    organization: Named
    checklist: Named
    mode: Mode
    state: InspectionState
    first_day: date
    last_day: date
    self_by: date | None

    @classmethod
    def of(cls, one: Inspection) -> InspectionLine:
        return cls(
            code=one.code,
            name=one.name,
            organization=body_of(one.organization),
            checklist=Named(code=one.checklist.code, name=str(one.checklist)),
            mode=Mode(one.mode),
            state=InspectionState(one.state),
            first_day=one.first_day,
            last_day=one.last_day,
            self_by=one.self_by,
        )


class CheckItem(Schema):
    key: str
    text: str


class InspectionRead(Schema):
    """One inspection with its items, and how far it is as far as the caller sees it."""

    inspection: InspectionLine
    purpose: str
    items: list[CheckItem]
    asked: int
    sent: int
    to_visit: int
    visited: int
    found: int
    closed: int

    @classmethod
    def of(cls, one: Inspection, items: list[Item], counts: Counts) -> InspectionRead:
        numbers = {
            name: getattr(counts, name)
            for name in ("asked", "sent", "to_visit", "visited", "found", "closed")
        }
        shown = [CheckItem(key=item.key, text=item.text) for item in items]
        return cls(inspection=InspectionLine.of(one), purpose=one.purpose, items=shown, **numbers)


class ItemAnswer(Body):
    """The answer to an item; for what is not in order a note, an owner (a post) and a day."""

    answer: Answer
    note: Text = ""
    owner: str = Field("", max_length=100)
    due: Day | None = None


class SelfCheck(Body):
    """A self-check of the own body by the keys of the items."""

    answers: dict[str, ItemAnswer]

    def given(self) -> dict[str, Given]:
        return {
            key: Given(one.answer.value, one.note, one.owner, one.due) for key, one in self.answers.items()
        }


class FindingLine(Schema):
    """One finding; `colour` is computed now, and only what is open has one."""

    code: str
    number: int
    inspection: Named
    organization: Named
    process: str
    text: str
    owner: str
    due_on: date
    state: FindingState
    colour: Tint | None
    disputed: bool
    evidence: str

    @classmethod
    def of(cls, one: Finding) -> FindingLine:
        tint = tint_of(one)
        return cls(
            code=one.code,
            number=one.number,
            inspection=Named(code=one.inspection.code, name=one.inspection.name),
            organization=body_of(one.organization),
            process=one.process,
            text=one.text,
            owner=one.owner,
            due_on=one.due_on,
            state=FindingState(one.state),
            colour=Tint(tint.value) if tint else None,
            disputed=one.is_disputed,
            evidence=one.evidence,
        )


class Evidence(Body):
    evidence: str = Field(min_length=1, max_length=5000)


class ClosingNote(Body):
    note: str = Field("", max_length=500)
