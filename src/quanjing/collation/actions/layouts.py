"""The issuer's own table: taken in, its columns matched and confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongwen.facade import match_columns, read_summary_xlsx, summary_as_json
from quanjing.audit.actions import record
from quanjing.collation import rules
from quanjing.collation.models import Layout
from quanjing.collation.queries import BlockTable
from quanjing.directives.models import Directive
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem


@transaction.atomic
def take_layout(*, actor: Actor, directive: Directive, table: BlockTable, name: str, data: bytes) -> Layout:
    """Take in the issuer's table for a block; its columns are proposed, and wait for a person.

    An earlier one for the same block is replaced; what a person had confirmed of columns that are still
    there by the same label stays.

    Raises:
        Denied: the post reviews nothing. WrongState: the directive is not published.
        GongwenError: no xlsx, or no table in it.
    """
    rules.need_collatable(actor, directive)
    if not rules.can_keep_layouts(actor):
        raise Denied
    found = read_summary_xlsx(data)
    old = Layout.objects.filter(
        directive=directive, organization=actor.organization_id, block=table.block
    ).first()
    proposed = match_columns(found, rules.labels_of(table))
    if old is not None:
        proposed |= rules.kept_columns(old, summary_as_json(found))
    values = {
        "file": store(actor=actor, name=name, data=data),
        "layout": summary_as_json(found),
        "columns": proposed,
        "is_confirmed": False,
        "changed_by": actor.signature,
        "changed_at": clock.now(),
    }
    assert actor.organization_id is not None
    layout, _new = Layout.objects.update_or_create(
        directive=directive, organization_id=actor.organization_id, block=table.block, defaults=values
    )
    detail = {"file": layout.file.name, "block": table.block.label}
    record(actor=actor, verb="collation.take_layout", on=directive, detail=detail)
    return layout


@transaction.atomic
def confirm_layout(*, actor: Actor, layout: Layout, table: BlockTable, columns: Mapping[str, str]) -> Layout:
    """Say which column takes what: remembered for the directive.

    Args:
        columns: by letter a field key or a role; columns that are not named stay empty.

    Raises:
        Denied: the post reviews nothing.
        Invalid: nothing is named, a field stands in two columns, or is none of the sheet.
    """
    if not rules.can_keep_layouts(actor):
        raise Denied
    known = set(rules.labels_of(table)) | set(rules.ROLES)
    letters = {column["letter"] for column in layout.layout["columns"]}
    problems = [
        Problem(f"column.{letter}", _("This takes nothing that the sheet has."))
        for letter, key in columns.items()
        if key not in known or letter not in letters
    ]
    taken = list(columns.values())
    problems += [
        Problem(f"column.{letter}", _("Two columns take the same."))
        for letter, key in columns.items()
        if taken.count(key) > 1
    ]
    if not any(not key.startswith("=") for key in columns.values()):
        problems.append(Problem("columns", _("Please choose at least one field.")))
    if problems:
        raise Invalid(problems)
    layout.columns, layout.is_confirmed = dict(columns), True
    layout.changed_by, layout.changed_at = actor.signature, clock.now()
    layout.save(update_fields=["columns", "is_confirmed", "changed_by", "changed_at"])
    detail = {"file": layout.file.name, "columns": len(columns)}
    record(actor=actor, verb="collation.confirm_layout", on=layout.directive, detail=detail)
    return layout
