"""Telling bodies, the desk and third parties; part of the actions that make the news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from quanjing.foundation.actor import Right
from quanjing.influence.models import Measurement
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.queries import handlers_of, posts_in_force

ISSUING = [role for role, rights in RIGHTS.items() if Right.ISSUE in rights]


def tell_bodies(
    measurement: Measurement, bodies: Iterable[int], kind: str, values: Mapping[str, object], key: str = ""
) -> None:
    """Tell whoever reports for these bodies, once."""
    posts = handlers_of(bodies).values_list("pk", flat=True)
    _tell(measurement, posts, kind, values, key)


def tell_desk(measurement: Measurement, kind: str, values: Mapping[str, object], key: str) -> None:
    """Tell the desk of the body that measures."""
    posts = posts_in_force().filter(organization=measurement.organization_id, role__in=ISSUING)
    _tell(measurement, posts.values_list("pk", flat=True), kind, values, key)


def tell_third_parties(measurement: Measurement, kind: str, values: Mapping[str, object], key: str) -> None:
    """Tell whoever collects."""
    posts = measurement.third_parties.filter(ended_at=None).values_list("post", flat=True)
    _tell(measurement, posts, kind, values, key)


def _tell(
    measurement: Measurement, posts: Iterable[int], kind: str, values: Mapping[str, object], key: str
) -> None:
    link = reverse("influence_page", args=[measurement.code])
    tell(
        post_ids=posts, kind=kind, values=dict(values), link=link,
        key=f"{kind}:{measurement.code}:{key or measurement.version}",
    )  # fmt: skip
