"""What a body does: its class and tier, its answers, what it sends; and what the desk puts right of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.assessment.actions.computing import compute_body
from quanjing.assessment.enums import SchemeState, Source, UnitState
from quanjing.assessment.models import Answer, Assessed
from quanjing.assessment.queries import engine_of, lines_of, tree_of
from quanjing.assessment.rules import can_decide, can_fill, can_keep, is_editable, is_in_time
from quanjing.assessment.scoring import NotExact, Ready
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of, heads_of

MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said on one line: a value as its pattern takes it, words, whether a fact is disputed."""

    value: Any = None
    words: str = ""
    disputes: bool = False


def locked_body(assessed: Assessed) -> Assessed:
    rows = Assessed.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "scheme__organization").get(pk=assessed.pk)


@transaction.atomic
def confirm_place(*, actor: Actor, assessed: Assessed) -> Assessed:
    """The body says that class and tier are right. Raises `Denied`, `WrongState`."""
    current = _mine(actor, assessed)
    current.place_confirmed_at, current.place_wish = clock.now(), ""
    current.save(update_fields=["place_confirmed_at", "place_wish"])
    record(actor=actor, verb="assessment.confirm_place", on=current, detail=_place(current))
    return current


@transaction.atomic
def wish_place(*, actor: Actor, assessed: Assessed, wish: str) -> Assessed:
    """The body says what is wrong with its class or tier; the desk corrects. Raises as `confirm_place`."""
    current = _mine(actor, assessed)
    if not wish.strip():
        raise Invalid([Problem("wish", _("Please say what is not right."))])
    current.place_confirmed_at, current.place_wish = None, wish.strip()[:300]
    current.save(update_fields=["place_confirmed_at", "place_wish"])
    record(actor=actor, verb="assessment.wish_place", on=current, detail={"wish": current.place_wish})
    return current


@transaction.atomic
def correct_place(*, actor: Actor, assessed: Assessed, society_class: int, tier: str) -> Assessed:
    """The desk sets class and tier; the body confirms again, and its lines are computed anew.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked_body(assessed)
    if not can_keep(actor, current.scheme):
        raise Denied
    if current.scheme.state != SchemeState.OPEN:
        raise WrongState
    if tier not in {one["key"] for one in current.scheme.tiers} and (tier or current.scheme.tiers):
        raise Invalid([Problem("tier", _("This tier is not known here."))])
    current.society_class, current.tier = society_class, tier
    current.place_confirmed_at, current.place_wish = None, ""
    if current.state != UnitState.DUE:
        current.state = UnitState.DRAFT
    current.save()
    compute_body(current)
    record(actor=actor, verb="assessment.correct_place", on=current, detail=_place(current))
    _tell(current, "assessment_place", {})
    return current


@transaction.atomic
def save_answers(*, actor: Actor, assessed: Assessed, said: Mapping[str, Said], version: int) -> Assessed:
    """Keep a draft: what the body says on some lines. Raises `Denied`, `WrongState`, `Conflict`, `Invalid`.

    `version` is that of the page; somebody who saved meanwhile is not overwritten.
    """
    current = _mine(actor, assessed)
    if version != current.version:
        raise Conflict
    _check(current, said, (Source.UNIT, Source.FACT))
    _keep(actor, current, said)
    current.version += 1
    current.state, current.prepared_name = UnitState.DRAFT, actor.signature
    current.changed_at = clock.now()
    current.save(update_fields=["version", "state", "prepared_name", "changed_at"])
    compute_body(current)
    record(actor=actor, verb="assessment.save", on=current, detail={"lines": sorted(said)})
    return current


@transaction.atomic
def state_desk_lines(*, actor: Actor, assessed: Assessed, said: Mapping[str, Said]) -> Assessed:
    """The desk states the lines that are its own, with a reason. Raises as `send`."""
    current = locked_body(assessed)
    if not can_decide(actor, current.scheme):
        raise Denied
    if current.scheme.state not in (SchemeState.OPEN, SchemeState.REVIEW):
        raise WrongState
    _check(current, said, (Source.DESK,))
    without = [key for key, one in said.items() if one.value is not None and not one.words.strip()]
    if without:
        raise Invalid([Problem(key, _("Please say in a few words why.")) for key in without])
    _keep(actor, current, said)
    compute_body(current)
    record(actor=actor, verb="assessment.state", on=current, detail={"lines": sorted(said)})
    return current


@transaction.atomic
def send(*, actor: Actor, assessed: Assessed) -> Assessed:
    """Send the self-assessment; where the body's rule asks for it, the head has to confirm first.

    Raises `Denied`, `Invalid` with what is missing, `WrongState` after the window: the draft is kept.
    """
    current = locked_body(assessed)
    if not can_fill(actor, current):
        raise Denied
    waits = current.state == UnitState.CONFIRM
    if not (is_editable(current) or waits):
        raise WrongState
    now = clock.now()
    if not is_in_time(current, now):
        raise WrongState(_("The window is closed. Your draft is kept; the desk can open it for you again."))
    problems = missing_of(current)
    if problems:
        raise Invalid(problems)
    if current.organization.confirms_reports and not actor.may(Right.CONFIRM):
        if waits:
            raise Denied
        return _to_head(actor, current)
    current.state, current.sent_name, current.sent_at = UnitState.SENT, actor.signature, now
    current.was_late = now > current.scheme.due_at
    current.save()
    record(actor=actor, verb="assessment.send", on=current, detail={"late": current.was_late})
    return current


@transaction.atomic
def take_back(*, actor: Actor, assessed: Assessed) -> Assessed:
    """Take back what was sent, while the scheme is open. Raises `Denied`, `WrongState`."""
    current = locked_body(assessed)
    if not can_fill(actor, current):
        raise Denied
    if current.state not in (UnitState.SENT, UnitState.CONFIRM) or not is_in_time(current, clock.now()):
        raise WrongState
    current.state, current.sent_at = UnitState.DRAFT, None
    current.save(update_fields=["state", "sent_at"])
    record(actor=actor, verb="assessment.take_back", on=current)
    return current


@transaction.atomic
def give_time(*, actor: Actor, assessed: Assessed, until: date) -> Assessed:
    """Give one body a last day of its own. Raises `Denied`, `WrongState`, `Invalid`."""
    current = locked_body(assessed)
    if not can_keep(actor, current.scheme):
        raise Denied
    if current.scheme.state != SchemeState.OPEN:
        raise WrongState
    if until < clock.today():
        raise Invalid([Problem("until", _("This day is past."))])
    current.until_on = until
    current.save(update_fields=["until_on"])
    record(actor=actor, verb="assessment.give_time", on=current, detail={"until": until.isoformat()})
    _tell(current, "assessment_time", {"day": until.isoformat()})
    return current


def missing_of(assessed: Assessed) -> list[Problem]:
    """What has to be there before it can be sent: class and tier confirmed, every own line, its evidence."""
    problems = []
    if assessed.place_confirmed_at is None:
        problems.append(Problem("place", _("Please confirm class and tier first.")))
    tree = tree_of(assessed.scheme)
    ready = Ready(engine_of(assessed.scheme, tree), assessed.society_class, assessed.tier)
    said = {one.key: one.value for one in assessed.answers.all()}
    shown = set(assessed.evidence.values_list("key", flat=True))
    claimed = {key for key, marks, _rule, _capped in assessed.lines if Decimal(marks)}
    for key, placed in lines_of(tree).items():
        one = placed.indicator
        if one.source != Source.UNIT or key not in ready.most:
            continue
        if said.get(key) is None:
            problems.append(Problem(key, _("“%(label)s” is not answered yet.") % {"label": one.label}))
        elif one.needs_evidence and key in claimed and key not in shown:
            problems.append(Problem(key, _("“%(label)s” needs evidence.") % {"label": one.label}))
    return problems


def _to_head(actor: Actor, current: Assessed) -> Assessed:
    current.state = UnitState.CONFIRM
    current.save(update_fields=["state"])
    record(actor=actor, verb="assessment.to_head", on=current)
    tell(
        post_ids=heads_of(current.organization_id).values_list("pk", flat=True),
        kind="assessment_confirm",
        values={"title": str(current.scheme)},
        link=reverse("assessment_body", args=[current.code]),
        key=f"assessment:confirm:{current.code}:{current.version}",
    )
    return current


def _mine(actor: Actor, assessed: Assessed) -> Assessed:
    current = locked_body(assessed)
    if not can_fill(actor, current):
        raise Denied
    if not is_editable(current):
        raise WrongState
    return current


def _check(assessed: Assessed, said: Mapping[str, Said], sources: tuple[Source, ...]) -> None:
    """Whether each line is asked of them and takes the value. Raises `Invalid`."""
    scheme = assessed.scheme
    tree = tree_of(scheme)
    lines = lines_of(tree)
    ready = Ready(engine_of(scheme, tree), assessed.society_class, assessed.tier)
    problems = []
    for key, one in said.items():
        if key not in ready.most or lines[key].indicator.source not in sources:
            problems.append(Problem(key, _("This line is not yours to answer.")))
            continue
        is_fact = lines[key].indicator.source == Source.FACT
        if is_fact and one.disputes and not one.words.strip():
            problems.append(Problem(key, _("Please say what is not right about this fact.")))
        if len(one.words) > MOST_WORDS:
            problems.append(Problem(key, _("At most %(limit)d characters.") % {"limit": MOST_WORDS}))
        if one.value is not None and not is_fact:
            try:
                ready.score({key: one.value})
            except (NotExact, KeyError, TypeError, IndexError, AttributeError):
                problems.append(Problem(key, _("This is not a value that this line takes.")))
    if problems:
        raise Invalid(problems)


def _keep(actor: Actor, assessed: Assessed, said: Mapping[str, Said]) -> None:
    now = clock.now()
    Answer.objects.bulk_create(
        [
            Answer(
                assessed=assessed, key=key, value=one.value, words=one.words.strip(), disputes=one.disputes,
                by_name=actor.signature, changed_at=now,
            )
            for key, one in said.items()
        ],
        update_conflicts=True, unique_fields=["assessed", "key"],
        update_fields=["value", "words", "disputes", "by_name", "changed_at", "carried_from"],
    )  # fmt: skip


def _place(assessed: Assessed) -> dict[str, object]:
    return {"class": assessed.society_class, "tier": assessed.tier}


def _tell(assessed: Assessed, kind: str, values: dict[str, object]) -> None:
    moment = clock.now().isoformat()
    tell(
        post_ids=handlers_of([assessed.organization_id]).values_list("pk", flat=True),
        kind=kind,
        values={"title": str(assessed.scheme), **values},
        link=reverse("assessment_body", args=[assessed.code]),
        key=f"{kind}:{assessed.code}:{moment}",
    )
