"""What other parts learn of assessments: the grade of last year, and what a body that ends has still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Assessed
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.registry import OpenWork

OPEN = (SchemeState.OPEN, SchemeState.REVIEW, SchemeState.FEEDBACK, SchemeState.APPROVAL)


def assessment_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """`assessment.grade`: the grade of the newest assessment that was published; one query."""
    rows = Assessed.objects.filter(organization=organization_id, scheme__state=SchemeState.PUBLISHED)
    found = rows.select_related("scheme").order_by("-scheme__year", "-scheme__published_at").first()
    if found is None or found.scheme.published_at is None:
        return {}
    labels = {one["key"]: one["label"] for one in found.scheme.grades}
    words = _("%(year)d: %(grade)s") % {
        "year": found.scheme.year, "grade": labels.get(found.grade, found.grade),
    }  # fmt: skip
    day = found.scheme.published_at.astimezone(clock.CHINA).date()
    return {"assessment.grade": KnownFact(words, gettext_lazy("Year-end assessment"), day)}


def open_of(organization_ids: Sequence[int]) -> QuerySet[Assessed]:
    """What these bodies have in schemes that are not published."""
    return Assessed.objects.filter(organization_id__in=organization_ids, scheme__state__in=OPEN)


def open_work_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = open_of(organization_ids).count()
    return [OpenWork(_("assessments"), reverse("assessment_own"), count)] if count else []
