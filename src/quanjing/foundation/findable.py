"""What may be found: each app says what documents it has, what stands in them and who sees them.

An app registers its kinds when it is ready; the search knows none by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from quanjing.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Facts:
    """One document. `organization` issued it, sent it, or is it; `keys` are names in Latin letters.

    `organization`, `directive` and `submission` are primary keys; `code` is what its page is opened by.
    """

    title: str
    text: str
    organization: int
    on: date | None = None
    code: str = ""
    directive: int | None = None
    submission: int | None = None
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Findable:
    """A kind of document.

    `things` are the rows of which each is one, `facts` what is known of one (no query a row: `things`
    brings what it needs). `seen` narrows documents to those that an actor may open: a condition on
    `object_id` (the thing's primary key), `directive`, `submission` or `organization`. `link` is the page
    of a document for an actor. `stays` where a thing never changes once it is there.
    """

    kind: str  # at most 24 letters
    label: str | Promise
    position: int
    things: Callable[[], QuerySet[Any]]
    facts: Callable[[Any], Facts]
    seen: Callable[[Actor], Q]
    link: Callable[[Actor, Any], str]
    stays: bool = False


_kinds: dict[str, Findable] = {}


def register(findable: Findable) -> Findable:
    """Called once for each kind, when its app is ready."""
    _kinds[findable.kind] = findable
    return findable


def kinds() -> list[Findable]:
    """All kinds in the order in which they are shown."""
    return sorted(_kinds.values(), key=lambda one: one.position)


def kind_of(name: str) -> Findable | None:
    return _kinds.get(name)
