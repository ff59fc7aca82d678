"""What the panorama says of training: whom it reached, from the presence that organizers entered."""

from __future__ import annotations

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Section, When, blank, month_key
from quanjing.study.models import ClassSeat
from quanjing.study.queries.classes import trained_since

TRAINED, PLACES = "training.trained", "training.places"

FIGURES = (
    Figure(
        TRAINED, _("Societies with somebody trained"),
        _("Societies of which, or of whose bodies, a post was present at a class that ended in the last two "
          "years, of all societies."),
        Section.TRAINING, TRAINED, "society", bodies=True,
    ),
    Figure(
        PLACES, _("Places taken in classes"),
        _("Posts that were present, by the month in which their class ended; a post counts in every class."),
        Section.TRAINING, PLACES, monthly=True,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Two queries, whatever the number of bodies."""
    columns = blank(when, monthly=(PLACES,))
    present = ClassSeat.objects.filter(is_present=True, training_class__ends_on__lte=when.day).order_by()
    lately = present.filter(training_class__ends_on__gte=trained_since(when.day))
    bodies = lately.values_list("organization", flat=True).distinct()
    columns[TRAINED, NO_MONTH] = dict.fromkeys(bodies, 1)
    months = present.annotate(month=TruncMonth("training_class__ends_on"))
    rows = months.filter(month__in=when.months).values_list("month", "organization")
    for month, body, number in rows.annotate(count=Count("pk")):
        columns[PLACES, month_key(month)][body] = number
    return columns
