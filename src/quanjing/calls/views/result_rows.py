"""Results as the desk's page shows them: one page of rows, however many applications there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from quanjing.calls.enums import Tie
from quanjing.calls.judging import shown
from quanjing.calls.judging.results import Result
from quanjing.calls.models import Application
from quanjing.foundation.paging import Page, page_of_list


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An application with its result, numbers as they are printed."""

    application: Application
    result: Result

    @property
    def total(self) -> str:
        return shown(self.result.result)

    @property
    def paper(self) -> str:
        return shown(self.result.paper.result)

    @property
    def show(self) -> str:
        return shown(self.result.show.result) if self.result.show else ""

    @property
    def counted(self) -> list[str]:
        return [shown(one) for one in self.result.paper.counted]

    @property
    def left_out(self) -> list[str]:
        return [shown(one) for one in self.result.paper.left_out]

    @property
    def spread(self) -> str:
        return shown(self.result.spread)

    @property
    def rule(self) -> str:
        """What separated it from its equals, empty where the result alone did."""
        return str(Tie(self.result.decided_by).label) if self.result.decided_by else ""


def rows_of_page(request: HttpRequest, results: Sequence[Result]) -> Page[Any]:
    """The page that is asked for; one query for its applications."""
    page: Page[Any] = page_of_list(request, results)
    rows = Application.objects.filter(pk__in=[one.key for one in page.rows]).select_related("organization")
    by_key = {one.pk: one for one in rows}
    return replace(page, rows=[ResultRow(by_key[one.key], one) for one in page.rows])
