"""What the panorama says of assessments: how many bodies sent theirs; never what anybody reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.assessment.enums import ISSUED, UnitState
from quanjing.assessment.models import Assessed
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When

SENT, ASKED = "assessment.sent", "assessment.asked"


def own_page(_code: str, _first: date, _last: date) -> str:
    return reverse("assessment_own")


FIGURES = (
    Figure(
        SENT, _("Self-assessments sent"),
        _("Bodies that sent their self-assessment, of those that a scheme of this year asked."),
        Section.TASKS, SENT, ASKED, link=own_page,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """One query, whatever the number of bodies."""
    rows = Assessed.objects.filter(
        scheme__state__in=ISSUED, scheme__year=when.day.year, scheme__issued_at__lte=when.now
    )
    sent = Count("pk", filter=Q(state=UnitState.SENT))
    counted = rows.order_by().values_list("organization").annotate(asked=Count("pk"), sent=sent)
    asked_by, sent_by = {}, {}
    for body, asked, done in counted:
        asked_by[body], sent_by[body] = asked, done
    return {(ASKED, NO_MONTH): asked_by, (SENT, NO_MONTH): sent_by}


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Self-assessments that were sent between two moments: one query."""
    found = Assessed.objects.filter(organization__in=bodies, sent_at__gt=since, sent_at__lte=until)
    for one in found.select_related("scheme").order_by("-sent_at"):
        assert one.sent_at is not None
        yield Moved(
            one.organization_id, one.sent_at, str(one.scheme), reverse("assessment_body", args=[one.code])
        )
