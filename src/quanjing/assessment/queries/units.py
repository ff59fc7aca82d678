"""Bodies under schemes: who sees them, their lines explained, how far all are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from quanjing.assessment.enums import ISSUED, SchemeState, Source, UnitState
from quanjing.assessment.models import Answer, Appeal, Assessed, Evidence, Indicator, ReviewSheet, Scheme
from quanjing.assessment.queries.facts import behind
from quanjing.assessment.queries.schemes import Placed, engine_of, oversees, tree_of
from quanjing.assessment.scoring import Ready
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.figures import Figure, figure_of

SHOWN = (SchemeState.FEEDBACK, SchemeState.APPROVAL, SchemeState.PUBLISHED)  # reviews, with reasons


def bodies_visible_to(actor: Actor) -> QuerySet[Assessed]:
    """The own body where it is assessed; for the desk that issued a scheme all bodies of it."""
    own = Q(organization=actor.organization_id)
    desk = Q(scheme__organization=actor.organization_id) if oversees(actor) else Q(pk__in=[])
    found = Assessed.objects.filter(scheme__state__in=ISSUED).filter(own | desk)
    return found.select_related("organization", "scheme__organization")


def get_body(actor: Actor, code: str) -> Assessed:
    """One body under a scheme. Raises `Missing`, also for another unit's."""
    found = bodies_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def own_assessments(actor: Actor) -> QuerySet[Assessed]:
    """What the own body is assessed by, the newest first."""
    mine = bodies_visible_to(actor).filter(organization=actor.organization_id)
    return mine.order_by("-scheme__year", "-pk")


def listed(scheme: Scheme) -> QuerySet[Assessed]:
    """The bodies of a scheme in the order of the register, never by what they reached."""
    return scheme.bodies.select_related("organization").order_by("organization__path")


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of one body as pages show it; `most` is None for a heading, or where it does not apply."""

    placed: Placed
    most: Decimal | None
    given: Any
    rule: tuple[Any, ...]
    marks: Decimal | None
    capped: bool
    figure: Figure | None
    link: str
    answer: Answer | None
    evidence: list[Evidence]
    reviews: list[tuple[Decimal, str]]  # marks and reason, in no order that tells who
    appeal: Appeal | None

    @property
    def key(self) -> str:
        return self.placed.indicator.key

    @property
    def indicator(self) -> Indicator:
        return self.placed.indicator

    @property
    def is_reviewed(self) -> bool:
        """Whether people review it: what the body says itself, and facts that it disputes."""
        return is_reviewed(self.indicator, self.answer)

    @property
    def reasons(self) -> list[str]:
        return [reason for _marks, reason in self.reviews if reason]


def is_reviewed(indicator: Indicator, answer: Answer | None) -> bool:
    if indicator.source == Source.UNIT:
        return True
    return indicator.source == Source.FACT and answer is not None and answer.disputes


def lines_shown(assessed: Assessed, *, reviews: bool) -> list[LineShown]:
    """All lines of a body in the order of the scheme: six queries. `reviews` where they may be seen."""
    scheme = assessed.scheme
    tree = tree_of(scheme)
    ready = Ready(engine_of(scheme, tree), assessed.society_class, assessed.tier)
    computed = {line[0]: line for line in assessed.lines}
    answers = {one.key: one for one in assessed.answers.all()}
    evidence: dict[str, list[Evidence]] = {}
    for one in assessed.evidence.select_related("file"):
        evidence.setdefault(one.key, []).append(one)
    sheets = list(assessed.sheets.exclude(given_at=None)) if reviews else []
    appeals = {one.key: one for one in assessed.appeals.all()} if reviews else {}
    return [
        _shown(assessed, one, ready, computed, answers, evidence, sheets, appeals)
        for one in tree
        if not one.indicator.pattern or one.indicator.key in ready.most
    ]


def _shown(
    assessed: Assessed, placed: Placed, ready: Ready, computed: dict[str, Any], answers: dict[str, Answer],
    evidence: dict[str, list[Evidence]], sheets: Sequence[ReviewSheet], appeals: dict[str, Appeal],
) -> LineShown:  # fmt: skip
    one, key = placed.indicator, placed.indicator.key
    _key, marks, rule, capped = computed.get(key, (key, None, (), False))
    given = sorted(
        (Decimal(sheet.marks[key][0]), sheet.marks[key][1]) for sheet in sheets if key in sheet.marks
    )
    is_fact = bool(one.pattern) and one.source == Source.FACT
    return LineShown(
        placed, ready.most.get(key), assessed.given.get(key), tuple(rule),
        None if marks is None else Decimal(marks), capped,
        figure_of(one.fact) if is_fact else None,
        behind(assessed.scheme, one, assessed.organization.code) if is_fact else "",
        answers.get(key), evidence.get(key, []), given, appeals.get(key),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Progress:
    """How many bodies stand where, and how far the reviewers are."""

    states: dict[str, int]
    placed: int  # confirmed class and tier
    late: int
    sheets: int
    given: int
    appeals: int
    decided: int

    @property
    def bodies(self) -> int:
        return sum(self.states.values())

    @property
    def sent(self) -> int:
        return self.states.get(UnitState.SENT, 0)


def progress_of(scheme: Scheme) -> Progress:
    """Three queries."""
    rows = scheme.bodies.order_by().values_list("state").annotate(count=Count("pk"))
    late = Count("pk", filter=Q(was_late=True))
    placed = Count("pk", filter=~Q(place_confirmed_at=None))
    counts = scheme.bodies.aggregate(late=late, placed=placed)
    sheets = ReviewSheet.objects.filter(assessed__scheme=scheme, conflict="")
    reviews = sheets.aggregate(all=Count("pk"), given=Count("given_at"))
    appeals = Appeal.objects.filter(assessed__scheme=scheme).aggregate(
        all=Count("pk"), done=Count("decided_at")
    )
    return Progress(
        dict(rows), counts["placed"], counts["late"], reviews["all"], reviews["given"], appeals["all"],
        appeals["done"],
    )  # fmt: skip
