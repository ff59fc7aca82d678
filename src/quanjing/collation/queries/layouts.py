"""The issuer's own tables that a body took in."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.collation.models import Layout
from quanjing.collation.queries.taken import BlockTable, tables_of
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing


def layouts_of(actor: Actor, directive: Directive) -> QuerySet[Layout]:
    """Those of the own body for one notice, for posts that read its subtree."""
    if not actor.reads_subtree:
        return Layout.objects.none()
    found = Layout.objects.filter(directive=directive, organization=actor.organization_id)
    return found.select_related("block__template", "file", "directive").order_by("block__position")


def get_layout(actor: Actor, directive: Directive, code: str) -> Layout:
    """One of them. Raises `Missing`."""
    found = layouts_of(actor, directive).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def table_of(directive: Directive, block_id: int) -> BlockTable:
    """The table of one block. Raises `Missing` where no marked task uses it."""
    for table in tables_of(directive):
        if table.block.pk == block_id:
            return table
    raise Missing
