"""What stands in the way of opening a call: things to mend, and things that need a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from quanjing.calls.enums import Mean, TickKind, Tie
from quanjing.calls.models import Call, Condition, Share
from quanjing.calls.rules.wording import asks_personal, asks_reactions
from quanjing.foundation import clock
from quanjing.foundation.errors import Problem
from quanjing.sheets.models import Field

SHORT = timedelta(days=10)  # an application takes longer than a report
FIELDS_LIMIT = 25
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`needs_reason`: a reason is enough; otherwise it must be mended."""

    problem: Problem
    needs_reason: bool = False


def obstacles_to(call: Call, fields: Sequence[Field], bodies: int, now: datetime) -> list[Obstacle]:
    """Everything that must be settled before a call goes out. The call comes with its parts prefetched."""
    must = [
        *_empty(call, fields, bodies),
        *_judged(call),
        *_shares(call.shares.all()),
        *_forbidden(call, fields),
    ]
    if call.closes_at <= now:
        must.append(Problem("closes_at", _("The last moment has passed already.")))
    found = [Obstacle(one) for one in must]
    if now < call.closes_at < now + SHORT:
        words = _("Less than ten days are left to apply: give a reason.")
        found.append(Obstacle(Problem("closes_at", words), needs_reason=True))
    if len(fields) > FIELDS_LIMIT:
        words = _("%(count)d fields are asked, more than %(limit)d: give a reason.")
        text = words % {"count": len(fields), "limit": FIELDS_LIMIT}
        found.append(Obstacle(Problem("fields", text), needs_reason=True))
    return found


def wrong_texts(call: Call, fields: Iterable[Field], conditions: Iterable[Condition]) -> list[Problem]:
    """Texts that make reactions count or ask for personal facts."""
    found = []
    for where, text in _texts(call, fields, conditions):
        if asks_reactions(text):
            words = _("“%(text)s”: likes and public votes decide nothing here.")
            found.append(Problem(where, words % {"text": text[:60]}))
        if asks_personal(text):
            words = _(
                "“%(text)s”: birth date, identity number, nationality, religion and health are not asked; "
                "eligibility is a tick with a date."
            )
            found.append(Problem(where, words % {"text": text[:60]}))
    return found


def wrong_shares(shares: Iterable[Share]) -> list[Problem]:
    """Bounds that no selection can keep."""
    found = []
    least = 0
    for one in shares:
        least = max(least, one.least or 0)
        values = [number for number in (one.least, one.most) if number is not None]
        crossed = one.least is not None and one.most is not None and one.least > one.most
        if crossed or any(number > HUNDRED for number in values):
            words = _("“%(label)s”: the share lies between 0 and 100, the least below the most.")
            found.append(Problem("shares", words % {"label": one.label}))
    return found


def _empty(call: Call, fields: Sequence[Field], bodies: int) -> Iterator[Problem]:
    if not call.directions.all():
        yield Problem("directions", _("A call needs at least one direction."))
    if not fields and not call.asks_goals:
        yield Problem("fields", _("Please say what an application tells: at least one field."))
    if not bodies:
        yield Problem("under", _("This call reaches no body."))
    if call.closes_at.astimezone(clock.CHINA).date() < call.opens_on:
        yield Problem("closes_at", _("The last day lies before the first."))


def _judged(call: Call) -> Iterator[Problem]:
    weights = sum(one.weight for one in call.criteria.all())
    if call.criteria.all() and weights != HUNDRED:
        yield Problem("criteria", _("The weights make %(sum)d, not 100.") % {"sum": weights})
    if Tie.LOT in call.ties and not call.seed:
        yield Problem("seed", _("A lot needs a seed that is printed beforehand."))
    if call.mean == Mean.TRIMMED and call.trim_from < 3:
        yield Problem("trim_from", _("Highest and lowest are left out of three totals or more."))
    for one in call.conditions.all():
        if one.kind == TickKind.FIGURE and not one.figure:
            yield Problem("conditions", _("“%(text)s”: which figure?") % {"text": one.text})


def _shares(shares: Iterable[Share]) -> list[Problem]:
    return wrong_shares(shares)


def _forbidden(call: Call, fields: Iterable[Field]) -> list[Problem]:
    return wrong_texts(call, fields, call.conditions.all())


def _texts(call: Call, fields: Iterable[Field], conditions: Iterable[Condition]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield "fields", field.label
    for condition in conditions:
        yield "conditions", condition.text
    for criterion in call.criteria.all():
        yield "criteria", f"{criterion.name} {criterion.hint}"
    for share in call.shares.all():
        yield "shares", share.label
