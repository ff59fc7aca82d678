"""Drafts of calls: begun from a model, written, thrown away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.call_defaults import start_of
from quanjing.calls.actions.call_facts import COLUMNS, CallWanted, SheetField
from quanjing.calls.actions.from_task import taken_over
from quanjing.calls.enums import CallKind, CallState
from quanjing.calls.models import (
    Call,
    CallPaper,
    CallQuota,
    Condition,
    Criterion,
    Direction,
    Programme,
    Share,
)
from quanjing.calls.queries import programmes_of
from quanjing.calls.rules import can_issue, owns_call, wrong_shares, wrong_texts
from quanjing.directives.models import Directive
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import visible_to as bodies_visible_to
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import Field, SheetTemplate
from quanjing.sheets.rules import lacks_purpose
from quanjing.tasks.models import Task

BLOCK = "entry"
MOST_FIELDS = 40


@transaction.atomic
def begin_call(
    *, actor: Actor, kind: CallKind, directive: Directive | None = None, task: Task | None = None
) -> Call:
    """Begin a call of the actor's body from the model of its kind.

    With the task of a notice it hangs on that and takes over what stands there. Raises `Denied`.
    """
    if not can_issue(actor) or (directive is not None and directive.organization_id != actor.organization_id):
        raise Denied
    body = Organization.objects.get(pk=actor.organization_id)
    wanted = start_of(kind, body.code)
    if task is not None:
        wanted = taken_over(wanted, task)
    elif directive is not None:
        wanted = replace(wanted, columns={**wanted.columns, "title": directive.title[:200]})
    call = Call(
        organization=body, under=body, directive=directive, task=task,
        template=_template(wanted.fields, kind.label), made_name=actor.signature,
        made_at=clock.now(), **wanted.columns,
    )  # fmt: skip
    call.save()
    _put_parts(call, wanted)
    record(actor=actor, verb="calls.begin", on=call, detail={"kind": kind.value, "title": call.title})
    return call


@transaction.atomic
def save_call(*, actor: Actor, call: Call, wanted: CallWanted, version: int | None = None) -> Call:
    """Write a draft anew with all its parts.

    Raises: `Denied`; `WrongState` once it is open; `Conflict`; `Invalid` with every problem; GongwenError.
    """
    current = own_draft(actor, call)
    if version is not None and version != current.version:
        raise Conflict
    under = bodies_visible_to(actor).filter(code=wanted.under).first() or current.organization
    problems = _wrong(wanted)
    if problems:
        raise Invalid(problems)
    for name in COLUMNS:
        if name in wanted.columns:
            setattr(current, name, wanted.columns[name])
    current.under = under
    current.programme = programmes_of(actor).filter(code=wanted.programme).first()
    keys = _keyed(wanted.fields, current.template)
    current.template = _template(keys, current.title, current.template)
    current.unseen = [one.key for one in keys if one.unseen]
    current.version += 1
    current.save()
    _put_parts(current, wanted, actor)
    current.refresh_from_db()
    problems = _refused(current)
    if problems:
        raise Invalid(problems)
    record(actor=actor, verb="calls.save", on=current, detail={"version": current.version})
    return current


@transaction.atomic
def drop_call(*, actor: Actor, call: Call) -> None:
    """Throw a draft away. Raises `Denied`, `WrongState`."""
    current = own_draft(actor, call)
    record(actor=actor, verb="calls.drop", on=current, detail={"title": current.title})
    current.delete()


@transaction.atomic
def save_programme(*, actor: Actor, name: str, intro: str = "") -> Programme:
    """A programme of the actor's body; the same name again changes its words. Raises `Denied`, `Invalid`."""
    if not can_issue(actor) or actor.organization_id is None:
        raise Denied
    if not name.strip():
        raise Invalid([Problem("name", _("The programme needs a name."))])
    made, _is_new = Programme.objects.update_or_create(
        organization_id=actor.organization_id, name=" ".join(name.split())[:100], defaults={"intro": intro}
    )
    record(actor=actor, verb="calls.programme", on=made, detail={"name": made.name})
    return made


def locked_call(call: Call) -> Call:
    """The call, locked until the transaction ends."""
    rows = Call.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "under", "template", "task", "programme").get(pk=call.pk)


def own_draft(actor: Actor, call: Call) -> Call:
    """A draft of the own body, locked. Raises `Denied`, `WrongState`."""
    current = locked_call(call)
    if not owns_call(actor, current):
        raise Denied
    if current.state != CallState.DRAFT:
        raise WrongState
    return current


def fields_of(call: Call) -> list[Field]:
    """The fields of a call's sheet, in their order."""
    return list(
        Field.objects.filter(block__template=call.template_id).order_by("block__position", "position")
    )


def _wrong(wanted: CallWanted) -> list[Problem]:
    problems = []
    if not str(wanted.columns.get("title", "x")).strip():
        problems.append(Problem("title", _("The call needs a title.")))
    if len(wanted.fields) > MOST_FIELDS:
        problems.append(Problem("fields", _("At most 40 fields.")))
    for where, names in (
        ("directions", [one.name for one in wanted.directions]),
        ("criteria", [one.name for one in wanted.criteria]),
        ("fields", [one.label for one in wanted.fields]),
        ("quotas", [one.organization for one in wanted.quotas]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        problems += [Problem(where, _("“%(name)s” stands twice.") % {"name": name}) for name in twice]
    for one in wanted.fields:
        if lacks_purpose(one.type, required=one.required, hint=one.hint):
            words = _("“%(label)s”: a photo without a stated purpose cannot be required.")
            problems.append(Problem("fields", words % {"label": one.label}))
    if any(not 1 <= one.weight <= 100 or one.most < 1 for one in wanted.criteria):
        problems.append(Problem("criteria", _("A weight lies between 1 and 100.")))
    if any(one.least is None and one.most is None for one in wanted.shares):
        problems.append(Problem("shares", _("A share needs a least or a most.")))
    return problems


def _refused(call: Call) -> list[Problem]:
    """What not even a draft may say."""
    found = wrong_texts(call, fields_of(call), call.conditions.all())
    return found + wrong_shares(call.shares.all())


def _keyed(fields: Sequence[SheetField], before: SheetTemplate) -> list[SheetField]:
    """The same with a key for each; a known key, or the label, stays with its field."""
    held = dict(Field.objects.filter(block__template=before).values_list("label", "key"))
    used = {one.key for one in fields if one.key} | set(held.values())
    free = (f"f{number}" for number in range(1, 10_000) if f"f{number}" not in used)
    return [
        SheetField(one.label.strip(), one.type, one.required, one.options, one.hint,
                   one.key or held.get(one.label.strip()) or next(free), one.unseen)
        for one in fields
    ]  # fmt: skip


def _template(fields: Sequence[SheetField], title: Any, before: SheetTemplate | None = None) -> SheetTemplate:
    shapes = [
        {
            "key": one.key or f"f{place}", "label": one.label, "type": one.type, "required": one.required,
            "options": list(one.options), "hint": one.hint,
        }
        for place, one in enumerate(fields, start=1)
    ]  # fmt: skip
    block = {"key": BLOCK, "label": str(title)[:300], "fields": shapes}
    made = create_template(sheet={"blocks": [block]}, title=str(title)[:300])
    if before is not None:
        made.previous, made.version = before, before.version + 1
        made.save(update_fields=["previous", "version"])
    return made


def _put_parts(call: Call, wanted: CallWanted, actor: Actor | None = None) -> None:
    """Replace the parts of a draft, of which nobody has used any."""
    for part in (Direction, Condition, Criterion, Share, CallQuota):
        part.objects.filter(call=call).delete()
    Direction.objects.bulk_create(
        Direction(call=call, position=place, name=one.name, hint=one.hint, places=one.places)
        for place, one in enumerate(wanted.directions, start=1)
    )
    Condition.objects.bulk_create(
        Condition(call=call, position=place, kind=one.kind, text=one.text, figure=one.figure, least=one.least)
        for place, one in enumerate(wanted.conditions, start=1)
    )
    Criterion.objects.bulk_create(
        Criterion(call=call, position=place, name=one.name, hint=one.hint, most=one.most, weight=one.weight)
        for place, one in enumerate(wanted.criteria, start=1)
    )
    Share.objects.bulk_create(
        Share(call=call, label=one.label, least=one.least, most=one.most) for one in wanted.shares
    )
    _put_quotas(call, wanted)
    CallPaper.objects.filter(call=call, pk__in=wanted.dropped_papers).delete()
    for name, data in wanted.papers:
        assert actor is not None
        CallPaper.objects.create(call=call, file=store(actor=actor, name=name, data=data), name=name[:200])


def _put_quotas(call: Call, wanted: CallWanted) -> None:
    bodies = {
        body.code: body
        for body in Organization.objects.filter(code__in=[one.organization for one in wanted.quotas])
        if body.path.startswith(call.under.path)
    }
    unknown = [one.organization for one in wanted.quotas if one.organization not in bodies]
    if unknown:
        words = _("“%(code)s” is no body that the call reaches.")
        raise Invalid([Problem("quotas", words % {"code": code}) for code in unknown])
    CallQuota.objects.bulk_create(
        CallQuota(call=call, organization=bodies[one.organization], number=one.number)
        for one in wanted.quotas
    )
