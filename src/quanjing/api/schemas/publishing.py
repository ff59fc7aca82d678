"""Publishing, and how far a directive has come."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code, Moment
from quanjing.api.schemas.tasks import Numbers
from quanjing.organizations.enums import Kind, Level, SocietyClass

ClassName = Literal["science", "engineering", "agriculture", "medicine", "interdisciplinary", "none"]
GROUP = f"^({'|'.join(Kind.values)}):({'|'.join(Level.values)})?$"


class Audience(Body):
    """Whom a directive goes to: the bodies of a subtree, by kind, level and class (empty: all).

    `groups` are kinds of one level, such as "society:provincial".
    """

    under: Code | None = None
    kinds: list[Kind] = Field(default_factory=list)
    levels: list[Level] = Field(default_factory=list)
    classes: list[ClassName] = Field(default_factory=list)
    groups: list[Annotated[str, Field(pattern=GROUP)]] = Field(default_factory=list)

    def class_numbers(self) -> list[int]:
        return [SocietyClass[name.upper()].value for name in self.classes]


class Publishing(Body):
    organizations: Audience = Field(default_factory=Audience)
    tasks: list[Code] | None = Field(None, min_length=1)
    override: str = Field("", max_length=2000)


class Load(Schema):
    """What each organization is asked, estimated."""

    organizations: int
    tasks: int
    fields_asked: int
    fields_known: int
    minutes: int
    sheets_this_month: int


class Published(Schema):
    """How many assignments are new and how many existed before."""

    assignments: int
    existing: int
    load: Load
    warnings: list[str]


class Waiting(Schema):
    """The office asks its head first: the request keeps what was chosen and waits under this code."""

    approval: Code
    state: Literal["waiting"]
    asked_at: Moment


class Recall(Body):
    reason: str = Field(..., min_length=1, max_length=1000)


class RecallDone(Schema):
    """How many bodies were addressed and are told; all their assignments are cancelled."""

    code: str
    status: Literal["recalled"]
    units: int


class CoveredTask(Numbers):
    code: str
    name: str


class CoveredNode(Schema):
    """A child of the subtree's head, with everything below it."""

    code: str
    name: str
    tasks: list[CoveredTask]


class CoverageOut(Schema):
    """How far a directive has come, with the definition of the figures and their date."""

    as_of: Moment
    definition: str
    tasks: list[CoveredTask]
    children: list[CoveredNode]
