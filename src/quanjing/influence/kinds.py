"""What the search finds of this app."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.influence.enums import State
from quanjing.influence.models import Measurement
from quanjing.influence.queries import visible_to


def _things() -> QuerySet[Any]:
    opened = Measurement.objects.exclude(state=State.DRAFT)
    return opened.prefetch_related("dimensions")


def _facts(one: Measurement) -> Facts:
    words = [one.intro, one.method, *(f"{each.name} {each.hint}" for each in one.dimensions.all())]
    return Facts(
        title=one.name,
        text="\n".join(word for word in words if word),
        organization=one.organization_id,
        on=one.collect_until,
        code=one.code,
        keys=" ".join(one.aliases),
    )


def _seen(actor: Actor) -> Q:
    return Q(object_id__in=visible_to(actor).values("pk"))


MEASUREMENTS = Findable(
    kind="measurement",
    label=_("open measurement"),
    position=66,
    things=_things,
    facts=_facts,
    seen=_seen,
    link=lambda _actor, found: reverse("influence_page", args=[found.code]),
)
