"""Panels and their judges: set up by the desk, invited as guests or chosen from posts of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import Round, ScoreState
from quanjing.calls.models import Call, Direction, Judge, Panel, Score
from quanjing.calls.queries.panels import judges_of, next_mark
from quanjing.calls.rules.judging import JUDGEABLE, need_run
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.organizations.actions import guest_link, invite_again, invite_guest
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import guests_of, visible_to


@dataclass(frozen=True, slots=True)
class GuestWanted:
    """A judge from outside: name, unit as written, mailbox, last day; `bodies` of the tree by code."""

    name: str
    unit: str
    ends_on: date
    email: str = ""
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed to a guest: the path of the one-time link, empty where it is not needed again."""

    judge: Judge
    link: str


@transaction.atomic
def save_panel(
    *,
    actor: Actor,
    call: Call,
    name: str,
    directions: Sequence[Direction],
    round: str = "",
    panel: Panel | None = None,
) -> Panel:
    """Set up a panel or change it. In a round a direction has one panel. Raises `Denied`, `Invalid`."""
    need_run(actor, call)
    name = " ".join(name.split())[:100]
    others = call.panels.exclude(pk=panel.pk) if panel else call.panels.all()
    problems = [] if name else [Problem("name", _("What is it called?"))]
    if others.filter(name=name).exists():
        problems.append(Problem("name", _("There is one of this name.")))
    if not directions:
        problems.append(Problem("directions", _("Choose at least one direction.")))
    rival = Q(round="") | Q(round=round) if round else Q()
    taken = others.filter(rival, directions__in=directions).first()
    if taken is not None:
        words = _("“%(name)s” judges one of these directions in the same round.")
        problems.append(Problem("directions", words % {"name": taken.name}))
    if problems:
        raise Invalid(problems)
    made = panel or Panel(call=call)
    made.name, made.round = name, Round(round) if round else ""
    made.save()
    made.directions.set(directions)
    record(actor=actor, verb="calls.save_panel", on=made)
    return made


@transaction.atomic
def invite_judges(*, actor: Actor, panel: Panel, guests: Sequence[GuestWanted]) -> list[Slip]:
    """Invite judges from outside, each with a one-time link; one who is a guest already only stays longer.

    Raises `Denied`; `Invalid` with the number of the row before each place: nobody is invited then.
    """
    need_run(actor, panel.call)
    _need_open(panel.call)
    known = {(post.holder.name, post.holder.email): post for post in guests_of(actor.organization_id or 0)
             if post.holder}  # fmt: skip
    slips, problems = [], []
    for place, wanted in enumerate(guests):
        try:
            post, link = _guest(actor, panel, wanted, known)
            slips.append(Slip(_seat(panel, post, wanted.unit, _bodies(actor, wanted.bodies)), link))
        except Invalid as error:
            problems += [Problem(f"{place}.{one.where}", one.message) for one in error.problems]
    if problems:
        raise Invalid(problems)
    if not slips:
        raise Invalid([Problem("", _("Nobody is named."))])
    _look_for_conflicts(panel.call, [slip.judge for slip in slips])
    detail = {"marks": [slip.judge.mark for slip in slips]}
    record(actor=actor, verb="calls.invite_judges", on=panel, detail=detail)
    return slips


@transaction.atomic
def choose_judges(*, actor: Actor, panel: Panel, posts: Sequence[Post]) -> list[Judge]:
    """Let holders of posts of the tree judge. Raises `Denied`, `Invalid` for a post that is vacant."""
    need_run(actor, panel.call)
    _need_open(panel.call)
    if not posts or any(post.holder_id is None for post in posts):
        raise Invalid([Problem("posts", _("Choose posts that somebody holds."))])
    judges = [_seat(panel, post, post.organization.name, [post.organization]) for post in posts]
    _look_for_conflicts(panel.call, judges)
    record(actor=actor, verb="calls.choose_judges", on=panel, detail={"marks": [j.mark for j in judges]})
    return judges


@transaction.atomic
def change_judge(*, actor: Actor, judge: Judge, unit: str, bodies: Sequence[str]) -> Judge:
    """Say anew where a judge works and to which bodies of the tree he belongs. Raises as `invite_judges`."""
    need_run(actor, judge.panel.call)
    judge.unit = " ".join(unit.split())[:200]
    judge.save(update_fields=["unit"])
    judge.units.set(_bodies(actor, bodies))
    excluded = _look_for_conflicts(judge.panel.call, [judge])
    record(actor=actor, verb="calls.change_judge", on=judge, detail={"excluded": excluded})
    return judge


@transaction.atomic
def let_judge_leave(*, actor: Actor, judge: Judge) -> Judge:
    """A judge leaves: what was scored counts on, the rest is free for others. Raises `Denied`."""
    need_run(actor, judge.panel.call)
    if judge.left_at is not None:
        raise WrongState
    judge.left_at = clock.now()
    judge.save(update_fields=["left_at"])
    unfinished = Score.objects.filter(judge=judge, state__in=(ScoreState.OPEN, ScoreState.DRAFT))
    freed = unfinished.update(state=ScoreState.EXCLUDED, version=F("version") + 1)
    record(actor=actor, verb="calls.let_judge_leave", on=judge, detail={"freed": freed})
    return judge


def new_link(*, actor: Actor, judge: Judge) -> str:
    """The path of a new one-time link for a judge who is a guest. Raises `Denied`."""
    need_run(actor, judge.panel.call)
    return guest_link(actor=actor, guest=judge.post)


def _need_open(call: Call) -> None:
    if call.state not in (*JUDGEABLE, "open"):
        raise WrongState


def _guest(
    actor: Actor, panel: Panel, wanted: GuestWanted, known: dict[tuple[str, str], Post]
) -> tuple[Post, str]:
    """The post of a guest and the link by which he comes in, "" where he has been here before."""
    if not wanted.unit.strip():
        raise Invalid([Problem("unit", _("Where does the judge work? Conflicts are found by it."))])
    here = known.get((wanted.name.strip(), wanted.email.strip()))
    if here is not None and wanted.email.strip():
        post = invite_again(actor=actor, guest=here, ends_on=wanted.ends_on)
        holder: User | None = post.holder
        return post, "" if holder and holder.has_usable_password() else guest_link(actor=actor, guest=post)
    with override(settings.LANGUAGE_CODE):  # titles are texts of the office, not of the page
        title = _("judge")
    return invite_guest(
        actor=actor,
        organization=panel.call.organization,
        name=wanted.name,
        title=title,
        ends_on=wanted.ends_on,
        email=wanted.email,
    )


def _seat(panel: Panel, post: Post, unit: str, bodies: Sequence[Organization]) -> Judge:
    there = Judge.objects.filter(panel=panel, post=post).first()
    if there is not None and there.left_at is None:
        raise Invalid([Problem("name", _("This judge belongs to the panel already."))])
    if there is None:
        mark = next_mark(panel.judges.values_list("mark", flat=True))
        there = Judge(panel=panel, post=post, mark=mark)
    there.unit, there.left_at = " ".join(unit.split())[:200], None
    there.save()
    there.units.set(bodies)
    return there


def _bodies(actor: Actor, codes: Sequence[str]) -> list[Organization]:
    """Bodies of the tree by code or by name. Raises `Invalid` for one that is not found."""
    wanted = [code.strip() for code in codes if code.strip()]
    found = list(visible_to(actor).filter(Q(code__in=wanted) | Q(name__in=wanted)))
    missing = set(wanted) - {body.code for body in found} - {body.name for body in found}
    if missing:
        words = _("There is no body “%(name)s”; choose it from the list.")
        raise Invalid([Problem("bodies", words % {"name": name}) for name in sorted(missing)])
    return found


def _look_for_conflicts(call: Call, judges: Sequence[Judge]) -> int:
    fresh = list(judges_of(call).filter(pk__in=[one.pk for one in judges]))
    return find_conflicts(call=call, judges=fresh)
