"""Lists page, sort and filter in the database: pages for people, cursors for the API."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.errors import Invalid, Problem

One = TypeVar("One")
Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 25
LARGEST_LIMIT = 200


@dataclass(frozen=True)
class Page(Generic[One]):
    """One page of a list with what its links need."""

    rows: list[One]
    number: int
    pages: int
    total: int
    sort: str
    query: str  # the other parameters, ready to append to a link

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


class Counted(Paginator):  # type: ignore[type-arg]  # not subscriptable at run time
    """A paginator that was told how many rows there are, where counting them would be slow."""

    def __init__(self, rows: QuerySet[Any], size: int, total: int) -> None:
        super().__init__(rows, size)
        self._total = total

    @property
    def count(self) -> int:
        return self._total


def page_of(
    request: HttpRequest,
    rows: QuerySet[Row],
    sorts: Mapping[str, tuple[str, ...]],
    size: int = PAGE_SIZE,
    total: int | None = None,
) -> Page[Row]:
    """The page that `?page=` and `?sort=` ask for; an unknown sort is the first of `sorts`.

    `total` is how many rows there are, where that is known without counting them.
    """
    wanted = request.GET.get("sort", "")
    sort = wanted if wanted in sorts else next(iter(sorts))
    ordered = rows.order_by(*sorts[sort])
    paginator = Paginator(ordered, size) if total is None else Counted(ordered, size, total)
    return _page(request, paginator, sort)


def page_of_list(request: HttpRequest, rows: Sequence[One], size: int = PAGE_SIZE) -> Page[One]:
    """The page that `?page=` asks for, of rows that are not in the database."""
    return _page(request, Paginator(rows, size), "")


def _page(request: HttpRequest, paginator: Paginator[Any], sort: str) -> Page[Any]:
    page = paginator.get_page(request.GET.get("page"))
    query = without(request.GET, "page")
    return Page(list(page), page.number, paginator.num_pages, paginator.count, sort, query)


def without(given: QueryDict, *names: str) -> str:
    """The parameters of an address but for these, ready to append to a link."""
    rest = given.copy()
    for name in names:
        rest.pop(name, None)
    return rest.urlencode()


def cursor_page(rows: QuerySet[Row], limit: int, cursor: str | None) -> tuple[list[Row], str | None]:
    """Up to `limit` rows after `cursor` in order of primary key, and the next cursor.

    Raises `Invalid` for a cursor that this function did not give out.
    """
    size = max(1, min(limit, LARGEST_LIMIT))
    if cursor:
        rows = rows.filter(pk__gt=_place(cursor))
    found: list[Any] = list(rows.order_by("pk")[: size + 1])
    more = len(found) > size
    found = found[:size]
    return found, (_cursor(found[-1].pk) if more else None)


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def _place(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise Invalid([Problem("cursor", _("This cursor is not one of ours."))]) from None
