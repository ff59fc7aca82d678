"""The classes behind a figure of one body: posts that were present, without who holds them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import TruncMonth

from quanjing.foundation.figures import Behind, When
from quanjing.study.models import ClassSeat
from quanjing.study.queries.classes import trained_since
from quanjing.study.queries.figures import TRAINED


def behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """One query."""
    seats = ClassSeat.objects.filter(
        organization=body, is_present=True, training_class__ends_on__lte=when.day
    ).select_related("training_class", "post")
    if code == TRAINED:
        seats = seats.filter(training_class__ends_on__gte=trained_since(when.day))
    else:
        months = seats.annotate(month=TruncMonth("training_class__ends_on"))
        seats = months.filter(month__in=when.months)
    return [
        Behind(one.training_class.title, one.training_class.ends_on, one.post.title)
        for one in seats.order_by("-training_class__ends_on", "pk")
    ]
