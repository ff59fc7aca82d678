"""A new manuscript, and its title."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.manuscripts.actions.steps import locked
from quanjing.manuscripts.models import Choice, Compilation
from quanjing.manuscripts.queries import choices_for
from quanjing.manuscripts.rules import can_compile


@transaction.atomic
def open_compilation(
    *, actor: Actor, directive: Directive, title: str, choices: Sequence[str] | None = None
) -> Compilation:
    """Begin a manuscript on what comes in for a directive.

    Args:
        choices: "TASK.BLOCK" of what belongs to its pool, code and key; None: all of the directive.

    Raises:
        Denied: the post does not compile.
        WrongState: the directive is not out.
        Invalid: no title, nothing chosen, or something that the directive does not have.
    """
    if not can_compile(actor):
        raise Denied
    if not directive.is_published:
        raise WrongState(_("This notice is not published yet, so nothing has come in."))
    known = {f"{task.code}.{block.pk}": (task, block) for task, block in choices_for(directive)}
    wanted = list(known) if choices is None else list(dict.fromkeys(choices))
    problems = [] if title.strip() else [Problem("title", _("Please write a title."))]
    if not wanted or any(one not in known for one in wanted):
        problems.append(Problem("choices", _("Please choose at least one part of the sheet.")))
    if problems:
        raise Invalid(problems)
    assert actor.post_id is not None  # only posts have rights
    assert actor.organization_id is not None
    made = Compilation.objects.create(
        organization_id=actor.organization_id,
        directive=directive,
        title=title.strip()[:300],
        made_by_id=actor.post_id,
        made_name=actor.signature,
        made_at=clock.now(),
    )
    pairs = [known[one] for one in wanted]
    Choice.objects.bulk_create(Choice(compilation=made, task=task, block=block) for task, block in pairs)
    record(actor=actor, verb="manuscripts.open", on=made, detail={"choices": wanted})
    return made


@transaction.atomic
def rename(*, actor: Actor, compilation: Compilation, title: str) -> Compilation:
    """Give the manuscript another title; versions keep theirs. Raises `Denied`, `Invalid` without one."""
    current = locked(actor, compilation)
    if not title.strip():
        raise Invalid([Problem("title", _("Please write a title."))])
    before, current.title = current.title, title.strip()[:300]
    current.save(update_fields=["title"])
    record(actor=actor, verb="manuscripts.rename", on=current, detail={"before": before})
    return current
