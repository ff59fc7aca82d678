"""Allotting: the plan that was shown becomes work of judges; what stands is kept."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date

from django.db import transaction
from django.db.models import F, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import CallState, Round, ScoreState
from quanjing.calls.judging import drawn
from quanjing.calls.models import Application, Call, Judge, Score, Sitting
from quanjing.calls.queries.allotments import Pair, Plan, plan_of
from quanjing.calls.queries.panels import judged_of
from quanjing.calls.rules.judging import JUDGEABLE, need_run
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.notify.actions import News, tell_each


@transaction.atomic
def print_seed(*, actor: Actor, call: Call) -> str:
    """The seed by which lots are drawn; where the call has none, one is fixed now and never changed."""
    need_run(actor, call)
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if not locked.seed:
        locked.seed = f"{clock.today():%Y%m%d}-{secrets.token_hex(4)}"
        locked.save(update_fields=["seed"])
        record(actor=actor, verb="calls.print_seed", on=locked, detail={"seed": locked.seed})
    call.seed = locked.seed
    return locked.seed


@transaction.atomic
def allot_scores(*, actor: Actor, call: Call, round: str, digest: str, due_on: date | None = None) -> Plan:
    """Give judges what the plan with this digest says; judges see numbers in an order drawn by lot.

    Raises `Denied`; `Conflict` where the plan is no longer the one that was shown; `WrongState` while the
    call is not judged; `Invalid` where nobody can be given anything.
    """
    need_run(actor, call)
    current = Call.objects.select_for_update().select_related("organization").get(pk=call.pk)
    if current.state not in JUDGEABLE or not current.seed or current.decisions.exists():
        raise WrongState
    if round == Round.SHOW and not judged_of(current).exclude(show_slot=None).exists():
        raise WrongState(_("The order of the road show is drawn first."))
    find_conflicts(call=current)
    plan = plan_of(current, round)
    if plan.digest != digest:
        raise Conflict(_("Judges or applications have changed since; please look at the new plan."))
    if not plan.new and not Score.objects.filter(application__call=current, round=round).exists():
        raise Invalid([Problem("", _("There is nothing to allot: judges or applications are missing."))])
    _number(current)
    _write(plan.new, round)
    _begin(current, round, due_on)
    _tell_judges(current, plan.new, due_on)
    detail = {"round": round, "pairs": len(plan.new), "lacking": plan.lacking, "seed": plan.seed}
    record(actor=actor, verb="calls.allot", on=current, detail=detail)
    return plan


def _number(call: Call) -> None:
    """Numbers for those that have none, in the order of their lots, behind the ones given already."""
    codes = dict(judged_of(call).filter(blind=None).order_by("pk").values_list("pk", "code"))
    last = Application.objects.filter(call=call).aggregate(last=Max("blind"))["last"] or 0
    rows = [
        Application(pk=pk, blind=number) for number, pk in enumerate(drawn(codes, call.seed), start=last + 1)
    ]
    Application.objects.bulk_update(rows, ["blind"], batch_size=500)


def _write(pairs: list[Pair], round: str) -> None:
    """New scores; one that was excluded and is free again begins anew."""
    judges = {judge for judge, _application in pairs}
    there = Score.objects.filter(judge__in=judges, round=round).values_list(
        "judge_id", "application_id", "pk"
    )
    again = {(judge, application): pk for judge, application, pk in there}
    reused = [again[pair] for pair in pairs if pair in again]
    Score.objects.filter(pk__in=reused).update(
        state=ScoreState.OPEN, points={}, total=None, feedback="", note="", done_at=None,
        version=F("version") + 1,
    )  # fmt: skip
    Score.objects.bulk_create(
        Score(judge_id=judge, application_id=application, round=round)
        for judge, application in pairs
        if (judge, application) not in again
    )


def _begin(call: Call, round: str, due_on: date | None) -> None:
    sitting, is_new = Sitting.objects.get_or_create(
        call=call, round=round, defaults={"begun_at": clock.now(), "due_on": due_on}
    )
    if not is_new:
        sitting.closed_at, sitting.closed_name = None, ""
        sitting.due_on = due_on or sitting.due_on
        sitting.save()
    if call.state != CallState.JUDGING:
        call.state = CallState.JUDGING
        call.save(update_fields=["state"])


def _tell_judges(call: Call, pairs: list[Pair], due_on: date | None) -> None:
    counts = Counter(judge for judge, _application in pairs)
    judges = Judge.objects.filter(pk__in=counts)
    due = due_on.isoformat() if due_on else ""
    tell_each(
        News(
            one.post_id, "judge_allotted", {"title": call.title, "count": counts[one.pk], "last_day": due},
            reverse("judging_panel", args=[one.code]), f"allotted:{one.code}:{clock.now().isoformat()}",
        )
        for one in judges
    )  # fmt: skip
