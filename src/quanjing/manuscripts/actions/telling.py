"""News to units and to the own office, once the transaction holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from quanjing.notify.actions import News, tell, tell_each
from quanjing.organizations.queries import handlers_of


def tell_units(links: Mapping[int, str], kind: str, values: Mapping[str, object], key: str) -> None:
    """Tell who reports for these bodies (primary key -> where more stands); the same `key` is told once."""

    def send() -> None:
        posts = handlers_of(links).order_by("pk")
        tell_each(News(post.pk, kind, values, links[post.organization_id], key) for post in posts)

    transaction.on_commit(send)


def tell_posts(posts: Iterable[int], kind: str, values: Mapping[str, object], link: str, key: str) -> None:
    """Tell these posts; the same `key` is told once."""
    told = sorted(set(posts))

    def send() -> None:
        tell(post_ids=told, kind=kind, values=dict(values), link=link, key=key)

    transaction.on_commit(send)
