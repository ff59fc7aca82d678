"""What forms may know of a unit's part in the contests of the year: how many, never who."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.quiz.enums import ContestState
from quanjing.quiz.models import Attempt

SOURCE = _("Contests of this year; those who said that they belong to this unit")


def quiz_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """`quiz.took_part`: contests that began this year and how many took part; one query."""
    today = clock.today()
    since = datetime.combine(date(today.year, 1, 1), time(), tzinfo=clock.CHINA)
    found = Attempt.objects.filter(organization=organization_id, contest__opens_at__gte=since)
    found = found.filter(contest__is_examination=False, submitted_at__isnull=False)
    found = found.exclude(contest__state=ContestState.CANCELLED)
    rows = found.order_by("contest__opens_at", "contest").values_list("contest", "contest__name")
    lines = [
        gettext("%(name)s: %(people)d") % {"name": name, "people": people}
        for _contest, name, people in rows.annotate(people=Count("participant", distinct=True))
    ]
    return {"quiz.took_part": KnownFact("\n".join(lines), SOURCE, today)} if lines else {}
