"""Texts that were selected in calls of the editing body and may stand in a column of the portal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.calls.enums import ApplicationState, CallKind, CallState
from quanjing.calls.models import Application
from quanjing.calls.queries import block_of
from quanjing.calls.queries.naming import may_name
from quanjing.foundation.errors import Missing
from quanjing.portal.models import ArticlePage, HomePage, StoryPage
from quanjing.sheets.enums import FieldType

KINDS = (CallKind.ESSAY, CallKind.CASE, CallKind.TITLE)
SORTS = {"newest": ("-call__year", "-call", "direction__position", "number", "pk")}
AGREED = Q(call__nominates=False) | Q(
    consent__shows_story=True, consent__given_at__isnull=False, consent__withdrawn_at=None
)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A selected text: what an editor begins with. `parts` are headings with their paragraphs.

    `authors` are persons, whom the portal asks before it shows the text.
    """

    application: Application
    title: str
    unit: str
    authors: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def manuscripts(home: HomePage) -> QuerySet[Application]:
    """Selected once the results are out; of nominations those whose nominee agreed to a story.

    What has a page stays in the list, whatever became of it.
    """
    pages = [Exists(model.objects.filter(application=OuterRef("pk"))) for model in (ArticlePage, StoryPage)]
    own = Application.objects.filter(
        call__organization=home.organization_id, call__kind__in=KINDS, call__state=CallState.DONE
    )
    found = own.filter((Q(state=ApplicationState.SELECTED) & AGREED) | pages[0] | pages[1])
    return found.select_related("call", "organization", "direction", "consent").order_by(*SORTS["newest"])


def get_manuscript(home: HomePage, code: str) -> Application:
    """Raises `Missing`."""
    found = manuscripts(home).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def pages_of(applications: Iterable[Application]) -> dict[int, Any]:
    """The page of each application that has one: two queries."""
    keys = [one.pk for one in applications]
    found: dict[int, Any] = {}
    for model in (ArticlePage, StoryPage):
        for page in model.objects.filter(application__in=keys).defer("body"):
            found[page.application_id] = page
    return found


def may_take(application: Application) -> bool:
    """Selected still, and whoever is nominated agrees still."""
    return application.state == ApplicationState.SELECTED and may_name(application)


def manuscript_of(application: Application) -> Manuscript:
    """Its long texts in the order of the sheet; who wrote it, or of whom it tells."""
    block = block_of(application.template_id)
    parts = []
    for field in block.fields.all():
        said = str(application.values.get(field.key) or "")
        lines = tuple(line.strip() for line in said.splitlines() if line.strip())
        if field.type == FieldType.LONGTEXT and lines:
            parts.append((field.label, lines))
    names = [application.subject] if application.call.nominates else [one["name"] for one in application.team]
    authors = tuple(name for name in names if name)
    unit = application.subject_unit or application.organization.name
    return Manuscript(application, application.title, unit, authors, tuple(parts))
