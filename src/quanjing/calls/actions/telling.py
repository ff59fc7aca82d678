"""Who is told of what; part of the actions, after their commit."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.urls import reverse

from quanjing.calls.models import Application, Call, Judge
from quanjing.calls.queries import posts_reached
from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.ids import new_code
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.queries import posts_in_force, reporting_posts

REVIEWING = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]


def tell_reached(call: Call, kind: str, **values: object) -> None:
    """Everybody whom a call reaches, once the transaction commits."""
    link = reverse("call_page", args=[call.code])
    key = f"{kind}.{call.code}.{call.version}"

    def send() -> None:
        tell(post_ids=posts_reached(call), kind=kind, values=values, link=link, key=key)

    transaction.on_commit(send)


def tell_judges(call: Call, kind: str, **values: object) -> None:
    """The judges of a call who have not left, once the transaction commits."""
    rows = list(Judge.objects.filter(panel__call=call, left_at=None).values_list("post", "code"))

    def send() -> None:
        for post, code in rows:
            link = reverse("judging_panel", args=[code])
            tell(post_ids=[post], kind=kind, values=values, link=link, key=f"{kind}.{code}.{call.version}")

    transaction.on_commit(send)


def tell_bodies(application: Application, kind: str, bodies: Iterable[int], /, **values: object) -> None:
    """The reporting posts of some bodies, of an application."""
    posts = reporting_posts().filter(organization__in=list(bodies)).values_list("pk", flat=True)
    _tell(application, kind, list(posts), values)


def tell_desk(application: Application, kind: str, **values: object) -> None:
    """The posts that do the form check of its call."""
    desk = posts_in_force().filter(organization=application.call.organization_id, role__in=REVIEWING)
    posts = desk.filter(holder__is_active=True).values_list("pk", flat=True)
    _tell(application, kind, list(posts), values)


def _tell(application: Application, kind: str, posts: list[int], values: dict[str, object]) -> None:
    link = reverse("application_page", args=[application.code])
    key = f"{kind}.{application.code}.{clock.now():%Y%m%d%H%M%S}.{new_code()}"
    transaction.on_commit(partial(tell, post_ids=posts, kind=kind, values=values, link=link, key=key))
