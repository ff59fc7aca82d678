"""Asking for a paper, making it in the background, taking away what was kept long enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import get_language, override

from quanjing.audit.actions import record
from quanjing.collation import queries, rules
from quanjing.collation.actions.kinds import WRITERS
from quanjing.collation.actions.scope import Counts, Report, Scope
from quanjing.collation.actions.working import Written, left_behind, remove, working_file
from quanjing.collation.enums import FORMATS, NAMED, ExportKind
from quanjing.collation.models import Export, Layout
from quanjing.collation.queries import Snapshot
from quanjing.directives.models import Directive
from quanjing.files.actions import drop_made, keep_made
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.http import MEDIA_TYPES
from quanjing.foundation.templatetags.quanjing import cn_day
from quanjing.jobs.actions import enqueue
from quanjing.submissions.enums import SubmissionState

FOLDER = "collation"  # of the store


@transaction.atomic
def make_export(
    *,
    actor: Actor,
    directive: Directive,
    kind: ExportKind,
    states: Sequence[SubmissionState] = rules.ACCEPTED,
    pattern: str = "",
    layout: Layout | None = None,
) -> Export:
    """Have a paper made of what is there now; a job makes it, whatever comes in later.

    Args:
        pattern: how the files of a package are named, see `rules.TOKENS`; empty for the usual way.
        layout: the issuer's own table, where `kind` is that.

    Raises:
        Denied: the post reads no subtree. WrongState: not published, or recalled.
        Invalid: the rule names something unknown, the layout is not confirmed, or the PDF would be too large.
    """
    rules.need_collatable(actor, directive)
    pattern = rules.need_pattern(kind, pattern) if kind in NAMED else ""
    held = queries.snapshot(actor, directive, states)
    rules.need_makeable(kind, len(held.submissions), layout)
    export = _asked(actor, directive, held)
    export.kind, export.states = kind, [state.value for state in states]
    export.pattern, export.layout = pattern, layout
    export.job = enqueue("collation.make", actor=actor, export=export.code)
    export.save()
    detail = {"kind": kind.value, "states": export.states, "reports": export.reports}
    record(actor=actor, verb="collation.make", on=directive, detail=detail)
    return export


def _asked(actor: Actor, directive: Directive, held: Snapshot) -> Export:
    """A paper of what is there now, still without its kind."""
    assert actor.organization_id is not None
    return Export(
        directive=directive,
        organization_id=actor.organization_id,
        head=queries.head_of(actor, directive),
        language=get_language() or settings.LANGUAGE_CODE,
        submissions=held.submissions,
        nil=held.nil,
        expected=held.expected,
        reports=len(held.submissions),
        taken_at=held.taken_at,
        made_by_id=actor.post_id,
        made_name=actor.signature,
    )


def again(*, actor: Actor, export: Export) -> Export:
    """Have the same paper made of what is there now. Raises as `make_export`."""
    return make_export(
        actor=actor,
        directive=export.directive,
        kind=ExportKind(export.kind),
        states=[SubmissionState(state) for state in export.states],
        pattern=export.pattern,
        layout=export.layout,
    )


def make(code: str, report: Report) -> dict[str, Any]:
    """Make a paper that was asked for; part of a job. Once it is made, this changes nothing.

    What a killed worker wrote is taken up where that can be, otherwise written again: both from the same
    reports. The result is moved into the store and entered in one transaction, under one name.
    """
    export = Export.objects.select_related("directive__organization", "head", "layout__block", "layout__file")
    found = export.filter(code=code).first()
    if found is None or found.file_id is not None:
        return {}
    with override(found.language), working_file(code) as (out, path):
        counts = WRITERS[ExportKind(found.kind)](found, _scope(found, report), out)
        out.flush()
        _enter(found, counts, out, path)
    return {"entries": counts.entries, "files": counts.files, "missing": counts.missing}


def _scope(export: Export, report: Report) -> Scope:
    held = Snapshot(tuple(export.submissions), tuple(export.nil), export.expected, export.taken_at)
    states = tuple(SubmissionState(state) for state in export.states)
    return Scope(export.directive, export.head, held, states, report)


@transaction.atomic
def _enter(export: Export, counts: Counts, out: BinaryIO, path: Path) -> None:
    """The result as the paper's file, unless another worker was faster."""
    locked = Export.objects.select_for_update().get(pk=export.pk)
    if locked.file_id is not None:
        return
    ending = FORMATS[ExportKind(export.kind)]
    locked.file = keep_made(
        place=f"{FOLDER}/{export.code}.{ending}",
        name=_name(export, ending),
        format=ending,
        content_type=MEDIA_TYPES[ending],
        organization_code=locked.organization.code,
        stored_by=export.made_name,
        source=Written(out, path),
        sha256=counts.sha256,
    )
    locked.entries, locked.files, locked.missing = counts.entries, counts.files, counts.missing
    locked.notes, locked.finished_at = counts.notes, clock.now()
    locked.save()


def _name(export: Export, ending: str) -> str:
    day = f"{cn_day(export.taken_at):%Y%m%d}"
    return f"{str(export.directive)[:80]} {export.get_kind_display()} {day}.{ending}"


def tidy(report: Report) -> dict[str, int]:
    """Take away results that were kept long enough and what dead workers left behind; daily.

    A paper stays in the list without its file. Running it again changes nothing.
    """
    old = clock.now() - timedelta(days=settings.COLLATION_KEPT_DAYS)
    gone = Export.objects.filter(finished_at__lt=old).exclude(file=None).select_related("file")
    removed = 0
    for export in gone:
        _take_away(export)
        removed += 1
        report(removed, removed)
    paths = list(left_behind(queries.codes_under_way()))
    for path in paths:
        remove(path)
    return {"results": removed, "left_behind": len(paths) + _unowned()}


@transaction.atomic
def _take_away(export: Export) -> None:
    file = export.file
    assert file is not None
    Export.objects.filter(pk=export.pk).update(file=None, removed_at=clock.now(), submissions=[], nil=[])
    drop_made(file)


def _unowned() -> int:
    """Results in the store that no paper has: a worker died between moving and entering."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    under_way = queries.codes_under_way()
    owned = set(Export.objects.exclude(file=None).values_list("file__place", flat=True))
    unowned = [
        place
        for name in names
        if (place := f"{FOLDER}/{name}") not in owned and name.partition(".")[0] not in under_way
    ]
    for place in unowned:
        default_storage.delete(place)
    return len(unowned)
