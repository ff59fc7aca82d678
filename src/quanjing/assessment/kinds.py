"""Schemes as the search finds them: issued ones, with their lines; what bodies wrote is not searched."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.assessment.enums import ISSUED
from quanjing.assessment.models import Scheme
from quanjing.assessment.queries import visible_to
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable


def _things() -> QuerySet[Scheme]:
    return Scheme.objects.filter(state__in=ISSUED).prefetch_related("indicators")


def _facts(scheme: Scheme) -> Facts:
    lines = "\n".join(f"{one.label} {one.definition}" for one in scheme.indicators.all())
    day = scheme.changed_at.astimezone(clock.CHINA).date()
    return Facts(str(scheme), lines, scheme.organization_id, day, scheme.code)


def _seen(actor: Actor) -> Q:
    return Q(object_id__in=visible_to(actor).order_by().values("pk"))


def _link(_actor: Actor, document: Any) -> str:
    return reverse("assessment_scheme", args=[document.code])


SCHEMES = Findable(
    kind="assessment.scheme",
    label=_("Schemes of assessment"),
    position=75,
    things=_things,
    facts=_facts,
    seen=_seen,
    link=_link,
)
