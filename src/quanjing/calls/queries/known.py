"""What forms may know of a body's applications, honours and projects."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.calls.enums import HANDED_IN, ProjectState
from quanjing.calls.models import Application, Honour, Project
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact

MOST_NAMED = 50


def application_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """How many applications and honours the body has this year, for forms that ask; two queries."""
    year = clock.today().year
    sent = Application.objects.filter(organization=organization_id, call__year=year, state__in=HANDED_IN)
    held = Honour.objects.filter(holder_body=organization_id, year=year, withdrawn_on=None).count()
    source = gettext_lazy("Calls and applications")
    counts = {"calls.sent": sent.exclude(REVOKED).count(), "calls.honours": held}
    return {key: KnownFact(str(number), source, clock.today()) for key, number in counts.items() if number}


def project_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """`projects.year`: what the body worked on this year; one query."""
    today = clock.today()
    rows = Project.objects.filter(organization=organization_id, starts_on__lte=today)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__year=today.year)).exclude(state=ProjectState.STOPPED)
    found = list(rows.order_by("number")[:MOST_NAMED])
    if not found:
        return {}
    names = _(", ").join(f"{one.title} ({one.get_state_display()})" for one in found)
    return {"projects.year": KnownFact(names, gettext_lazy("Projects and own topics"), today)}
