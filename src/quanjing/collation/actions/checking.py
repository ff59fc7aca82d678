"""Cross-checks of the numbers of a sheet: added and removed by the desk that collates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongwen.facade import parts_of_totals
from quanjing.audit.actions import record
from quanjing.collation import queries, rules
from quanjing.collation.enums import CheckKind
from quanjing.collation.models import Check
from quanjing.collation.queries import BlockTable
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem


@dataclass(frozen=True, slots=True)
class Proposal:
    """A check that the labels of a block suggest."""

    kind: CheckKind
    total: str
    parts: tuple[str, ...]


def proposals(table: BlockTable) -> list[Proposal]:
    """What the labels suggest: a part ("of which") is not more than its total."""
    labels = {field.key: field.label for field in queries.number_fields(table)}
    return [Proposal(CheckKind.AT_MOST, total, parts) for total, parts in parts_of_totals(labels)]


@transaction.atomic
def add_check(
    *,
    actor: Actor,
    directive: Directive,
    table: BlockTable,
    kind: CheckKind,
    total: str,
    parts: Sequence[str] = (),
    percent: int | None = None,
) -> Check:
    """Add a cross-check; it holds for every notice that uses the sheet, and never refuses a report.

    Args:
        total, parts: keys of number fields of the block. percent: for LIKE_BEFORE, from 1.

    Raises:
        Denied: the post reviews nothing.
        Invalid: a field is no number of this block, parts or percent are missing, or it is there already.
    """
    if not rules.can_keep_layouts(actor):
        raise Denied
    parts = [key for key in parts if key != total]
    _need_sound(table, kind, total, parts, percent)
    same = {"block": table.block, "organization_id": actor.organization_id, "kind": kind, "total": total}
    if any(one.parts == parts for one in Check.objects.filter(**same)):
        raise Invalid([Problem("total", _("This check is there already."))])
    check = Check.objects.create(
        **same,
        parts=parts if kind != CheckKind.LIKE_BEFORE else [],
        percent=percent if kind == CheckKind.LIKE_BEFORE else None,
        made_by=actor.signature,
        made_at=clock.now(),
    )
    record(actor=actor, verb="collation.add_check", on=directive, detail={"kind": kind.value, "total": total})
    return check


@transaction.atomic
def remove_check(*, actor: Actor, directive: Directive, check: Check) -> None:
    """Take a cross-check away. Raises `Denied` for a post that reviews nothing."""
    if not rules.can_keep_layouts(actor):
        raise Denied
    detail = {"kind": check.kind, "total": check.total}
    record(actor=actor, verb="collation.remove_check", on=directive, detail=detail)
    check.delete()


def _need_sound(
    table: BlockTable, kind: CheckKind, total: str, parts: Sequence[str], percent: int | None
) -> None:
    numbers = {field.key for field in queries.number_fields(table)}
    problems = []
    if total not in numbers or set(parts) - numbers:
        problems.append(Problem("total", _("Only fields that take numbers can be checked.")))
    if kind != CheckKind.LIKE_BEFORE and not parts:
        problems.append(Problem("parts", _("Please choose the parts.")))
    if kind == CheckKind.LIKE_BEFORE and not percent:
        problems.append(Problem("percent", _("Please say how many percent are still near.")))
    if problems:
        raise Invalid(problems)
