"""The rules behind the rhythms of one body: how often each asked, how often it was kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from quanjing.activities.models import ActivityHost, RhythmRule
from quanjing.activities.queries.periods import span_of
from quanjing.activities.queries.rhythms import spans_of
from quanjing.foundation.figures import Behind, When
from quanjing.organizations.queries import audience_of


def behind(_code: str, body: int, when: When) -> Iterable[Behind]:
    """Each rule that reached the body in the last period that has ended: two queries a rule."""
    rules = RhythmRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=when.day), valid_from__lte=when.day)
    for rule in rules.select_related("under", "kind"):
        ended = span_of(rule.period, span_of(rule.period, when.day).first - timedelta(days=1))
        if not spans_of(rule, ended) or not audience_of(rule, ended.last).filter(pk=body).exists():
            continue
        held = ActivityHost.objects.filter(
            kind=rule.kind_id, held=True, day__range=(ended.first, ended.last), organization=body
        ).count()
        note = _("held %(held)d, asked %(asked)d") % {"held": held, "asked": rule.minimum}
        yield Behind(str(rule.kind), ended.last, note, counts=held >= rule.minimum)
