"""Articles of the public portal, and grades that were set free."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Moment, Paging
from quanjing.foundation.public import PublicFacts, PublicPage
from quanjing.portal.queries import page_url, whole_address, words_of_page


class ArticlesFilter(Paging):
    """`column` is the slug of one, with the columns below it."""

    language: Literal["zh-hans", "en"] = "zh-hans"
    column: str = Field("", max_length=255, pattern=r"^[-\w]*$")


class ArticleLine(Schema):
    number: int
    title: str
    summary: str
    day: date
    byline: str
    address: str
    published_at: Moment | None

    @staticmethod
    def fields_of(one: Any) -> dict[str, Any]:
        return {
            "number": one.pk, "title": one.title, "summary": one.summary, "day": one.day,
            "byline": one.byline, "address": whole_address(page_url(one)),
            "published_at": one.last_published_at,
        }  # fmt: skip

    @classmethod
    def of(cls, one: Any) -> ArticleLine:
        return cls(**cls.fields_of(one))


class ArticleOut(ArticleLine):
    """With its words; `source` and `source_address` where it is taken from elsewhere."""

    language: str
    text: str
    source: str
    source_address: str

    @classmethod
    def whole(cls, one: Any) -> ArticleOut:
        _title, text, _day = words_of_page(one)
        return cls(
            **cls.fields_of(one),
            language=one.language,
            text=text,
            source=one.source_name,
            source_address=one.source_url,
        )


class GradesLine(Schema):
    """A list of grades: which assessment, whose, since when."""

    code: str
    title: str
    day: date | None
    organization: str

    @classmethod
    def of(cls, one: PublicFacts) -> GradesLine:
        return cls(code=one.code, title=one.title, day=one.on, organization=one.body)


class GradeOut(Schema):
    """A grade with its bodies in the order of the register."""

    grade: str
    bodies: list[str]


class GradesOut(GradesLine):
    grades: list[GradeOut]

    @classmethod
    def whole(cls, one: PublicPage) -> GradesOut:
        line = GradesLine.of(one.facts)
        grades = [GradeOut(grade=each.heading, bodies=[row[0] for row in each.rows]) for each in one.tables]
        return cls(**line.dict(), grades=grades)
