"""Assessments for other programs: what a body is assessed by, its own sheet line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema

from quanjing.api.schemas.common import Moment, Named, body_of
from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Assessed
from quanjing.assessment.queries import LineShown
from quanjing.assessment.rules import explained


class AssessmentLine(Schema):
    """Numbers are texts, so that no reader makes floats of them; `marks` may not be computed yet."""

    key: str
    number: str
    label: str
    pattern: str
    source: str
    marks: str | None
    most: str
    reason: str
    evidence: int


class AssessmentOut(Schema):
    """A body under a scheme; `total` and `grade` are null before reasons may be read."""

    code: str
    scheme: str
    title: str
    year: int
    version: int
    scheme_state: SchemeState
    organization: Named
    state: UnitState
    due_on: date
    sent_at: Moment | None

    @staticmethod
    def fields_of(one: Assessed) -> dict[str, Any]:
        scheme = one.scheme
        return {
            "code": one.code, "scheme": scheme.code, "title": str(scheme), "year": scheme.year,
            "version": scheme.version, "scheme_state": SchemeState(scheme.state),
            "organization": body_of(one.organization), "state": UnitState(one.state),
            "due_on": one.until_on or scheme.due_on, "sent_at": one.sent_at,
        }  # fmt: skip

    @classmethod
    def of(cls, one: Assessed) -> AssessmentOut:
        return cls(**cls.fields_of(one))


class AssessmentSheet(AssessmentOut):
    total: str | None
    grade: str | None
    lines: list[AssessmentLine]

    @classmethod
    def whole(cls, one: Assessed, lines: list[LineShown], *, shown: bool) -> AssessmentSheet:
        judged = [line for line in lines if line.most is not None]
        return cls(
            **cls.fields_of(one), total=str(one.total) if shown else None, grade=one.grade if shown else None,
            lines=[line_of(line) for line in judged],
        )  # fmt: skip


def line_of(line: LineShown) -> AssessmentLine:
    one = line.indicator
    return AssessmentLine(
        key=one.key, number=line.placed.number, label=one.label, pattern=one.pattern, source=one.source,
        marks=None if line.marks is None else str(line.marks), most=str(line.most),
        reason=explained(one, line.rule, line.given, capped=line.capped), evidence=len(line.evidence),
    )  # fmt: skip
