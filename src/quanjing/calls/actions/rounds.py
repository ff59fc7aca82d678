"""Rounds: closed and opened again by the desk; judges are asked politely; pictures are cleared for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import CallState, Round
from quanjing.calls.judging import drawn
from quanjing.calls.judging.results import upper_share
from quanjing.calls.models import Application, Call, ClearedFile, Judge, ShowSlot, Sitting
from quanjing.calls.queries.panel_results import results
from quanjing.calls.queries.panels import judged_of, panel_rows
from quanjing.calls.rules.judging import need_run
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.notify.actions import News, tell_each
from quanjing.organizations.queries import handlers_of

MOST_MINUTES = 240


@transaction.atomic
def close_round(*, actor: Actor, call: Call, round: str) -> Sitting:
    """Close a round: nothing is scored any more. After the last one the call is to be decided.

    Conflicts are looked for once more, among all. Raises `Denied`; `WrongState` for a round that is not open.
    """
    need_run(actor, call)
    current = Call.objects.select_for_update().get(pk=call.pk)
    sitting = Sitting.objects.select_for_update().filter(call=call, round=round, closed_at=None).first()
    if sitting is None or current.state != CallState.JUDGING:
        raise WrongState
    excluded = find_conflicts(call=current)
    sitting.closed_at, sitting.closed_name = clock.now(), actor.signature
    sitting.save()
    if round == Round.SHOW or not current.show_share:
        current.state = CallState.DECIDING
        current.save(update_fields=["state"])
    record(actor=actor, verb="calls.close_round", on=current, detail={"round": round, "excluded": excluded})
    return sitting


@transaction.atomic
def reopen_round(*, actor: Actor, call: Call, round: str) -> Sitting:
    """Open a closed round again, before a decision and before a later round. Raises `WrongState`."""
    need_run(actor, call)
    current = Call.objects.select_for_update().get(pk=call.pk)
    sitting = (
        Sitting.objects.select_for_update().filter(call=call, round=round).exclude(closed_at=None).first()
    )
    later = round == Round.PAPER and ShowSlot.objects.filter(application__call=call).exists()
    judged = current.state in (CallState.JUDGING, CallState.DECIDING)
    if sitting is None or later or not judged or current.decisions.exists():
        raise WrongState
    sitting.closed_at, sitting.closed_name = None, ""
    sitting.save()
    current.state = CallState.JUDGING
    current.save(update_fields=["state"])
    record(actor=actor, verb="calls.reopen_round", on=current, detail={"round": round})
    return sitting


@transaction.atomic
def urge_judges(*, actor: Actor, call: Call, judges: list[Judge]) -> int:
    """Ask judges who have not finished, once a day at most; how many were asked. Raises `Denied`."""
    need_run(actor, call)
    open_now = call.sittings.filter(closed_at=None).first()
    if open_now is None:
        raise WrongState
    due = open_now.due_on.isoformat() if open_now.due_on else ""
    wanted = {one.pk for one in judges}
    rows = [row for panel in panel_rows(call) for row in panel.judges if row.judge.pk in wanted]
    asked = [row for row in rows if row.left and row.judge.left_at is None]
    tell_each(
        News(
            row.judge.post_id, "judge_asked", {"title": call.title, "count": row.left, "last_day": due},
            reverse("judging_panel", args=[row.judge.code]), f"asked:{row.judge.code}:{clock.today()}",
        )
        for row in asked
    )  # fmt: skip
    record(actor=actor, verb="calls.urge_judges", on=call, detail={"marks": [str(r.judge) for r in asked]})
    return len(asked)


@transaction.atomic
def clear_file(*, actor: Actor, application: Application, file: StoredFile, clear: bool) -> None:
    """Say that a picture or scan shows no name, or take that back. Raises `Denied`."""
    need_run(actor, application.call)
    ClearedFile.objects.filter(application=application, file=file).delete()
    if clear:
        ClearedFile.objects.create(
            application=application, file=file, cleared_name=actor.signature, cleared_at=clock.now()
        )
    detail = {"file": file.code, "clear": clear}
    record(actor=actor, verb="calls.clear_file", on=application, detail=detail)


@transaction.atomic
def draw_show(
    *, actor: Actor, call: Call, begins: dict[int, datetime], minutes: int, place: str
) -> list[ShowSlot]:
    """Draw who comes when to the road show: the upper share of each direction, ties included, by lot.

    `begins` is when each direction begins, by its key. The applicants are told; drawn again while nothing of
    the round is allotted. Raises `Denied`; `WrongState` before the paper round is closed; `Invalid`.
    """
    need_run(actor, call)
    sittings = {one.round: one for one in call.sittings.all()}
    paper = sittings.get(Round.PAPER)
    if not call.show_share or paper is None or paper.closed_at is None or Round.SHOW in sittings:
        raise WrongState
    found = results(call)
    chosen = set(upper_share(found, call.show_share))
    rows = {one.pk: one for one in judged_of(call).filter(pk__in=chosen).select_related("organization")}
    groups = list(dict.fromkeys(one.direction_id for one in rows.values()))
    _check_show(groups, begins, minutes, place)
    ShowSlot.objects.filter(application__call=call).delete()
    slots: list[ShowSlot] = []
    for group in groups:
        codes = {pk: one.code for pk, one in rows.items() if one.direction_id == group}
        for turn, pk in enumerate(drawn(codes, f"{call.seed}:show")):
            at = begins[group] + timedelta(minutes=turn * minutes)
            slots.append(ShowSlot(application=rows[pk], position=turn + 1, starts_at=at, minutes=minutes,
                                  place=place.strip()))  # fmt: skip
    ShowSlot.objects.bulk_create(slots)
    _tell_applicants(slots)
    record(actor=actor, verb="calls.draw_show", on=call, detail={"number": len(slots), "seed": call.seed})
    return slots


def _check_show(groups: list[int], begins: dict[int, datetime], minutes: int, place: str) -> None:
    problems = []
    if not groups:
        problems.append(Problem("", _("No application has a result yet.")))
    if not place.strip():
        problems.append(Problem("place", _("Where does it take place?")))
    if not 1 <= minutes <= MOST_MINUTES:
        problems.append(Problem("minutes", _("A number of minutes from 1 to 240.")))
    for group in groups:
        if group not in begins:
            problems.append(Problem(f"d{group}", _("When does this direction begin?")))
        elif begins[group] < clock.now():
            problems.append(Problem(f"d{group}", _("This moment is past.")))
    if problems:
        raise Invalid(problems)


def _tell_applicants(slots: list[ShowSlot]) -> None:
    bodies = {slot.application.organization_id for slot in slots}
    posts: dict[int, list[int]] = {}
    for pk, body in handlers_of(bodies).values_list("pk", "organization_id"):
        posts.setdefault(body, []).append(pk)
    tell_each(
        News(
            post, "show_date",
            {"title": slot.application.title, "at": slot.starts_at.isoformat(), "place": slot.place,
             "minutes": slot.minutes},
            reverse("application_panel", args=[slot.application.code]),
            f"show:{slot.application.code}:{slot.starts_at.isoformat()}",
        )
        for slot in slots
        for post in posts.get(slot.application.organization_id, ())
    )  # fmt: skip
