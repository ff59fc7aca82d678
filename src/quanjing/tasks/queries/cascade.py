"""What was handed further down: by whom, where the chain stopped, and the superior's dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Receipt
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import in_scope
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.coverage import head_of
from quanjing.tasks.queries.times import effective_due

TEXTS = [f"{name}__{column}" for name in ("directive", "passed_on") for column in ("text", "notice")]


def reissue_by(actor: Actor, directive: Directive) -> Directive | None:
    """The directive by which the actor's own body passes this one on, if it was opened."""
    found = Directive.objects.filter(reissue_of=directive, organization=actor.organization_id)
    return found.exclude(state=DirectiveState.FAILED).select_related("organization").first()


def receipt_of(actor: Actor, directive: Directive) -> Receipt | None:
    """The receipt of the actor's own body for a directive that addresses it."""
    return Receipt.objects.filter(directive=directive, organization=actor.organization_id).first()


def superior_dates(organization: int, tasks: Sequence[Task]) -> dict[int, datetime]:
    """Until when each task binds an organization: its own extension, else the task's date. By task."""
    found = Assignment.objects.filter(organization=organization, task__in=[task.pk for task in tasks])
    rows = found.annotate(until=effective_due()).values_list("task_id", "until")
    dates = {task.pk: task.due_at for task in tasks} | dict(rows)
    return {pk: until for pk, until in dates.items() if until is not None}


def adoptable(actor: Actor, directive: Directive) -> QuerySet[Directive]:
    """Other published directives that address the actor's body and whose items are not yet taken over."""
    received = Receipt.objects.filter(directive=OuterRef("pk"), organization=actor.organization_id)
    taken = Directive.objects.filter(tasks__passed_on__directive=directive).values("pk")
    found = Directive.objects.filter(Exists(received), state=DirectiveState.PUBLISHED)
    return found.exclude(pk__in=taken).select_related("organization").order_by("-published_at")


@dataclass(frozen=True, slots=True)
class Link:
    """A body in the chain with all that lies below it.

    `receipt` is its own (None where only bodies below it were addressed). `reached`, `confirmed`, `able`
    and `passed` count the bodies below: addressed, receipt confirmed, with others below them, and of
    these the ones that passed it on.
    """

    organization: Organization
    receipt: Receipt | None
    reached: int
    confirmed: int
    able: int
    passed: int

    @property
    def has_stopped(self) -> bool:
        """Addressed, with bodies below it of which none was reached, and not passed on."""
        is_end = self.receipt is not None and not self.receipt.passed_on_id and not self.reached
        return is_end and self.organization.numchild > 0


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a directive below `under`: one link for each child, and their sums."""

    root: Directive
    under: Organization
    links: tuple[Link, ...]

    @property
    def reached(self) -> int:
        return sum(link.reached + bool(link.receipt) for link in self.links)

    @property
    def stopped(self) -> int:
        """The bodies of this level at which it stopped."""
        return sum(link.has_stopped for link in self.links)


def chain(actor: Actor, directive: Directive, under: Organization | None = None) -> Chain:
    """Who passed a directive on and where it stopped, one level below `under`: five queries at most.

    The chain is that of the first superior's directive; only bodies that the actor may see are in it.
    """
    root = directive.root or directive
    head = under or head_of(actor, root)
    within = in_subtree(head.path, "organization__") & in_scope(actor, "organization__")
    received = Receipt.objects.filter(within, root=root)
    width = len(head.path) + Organization.steplen
    grouped = (
        received.exclude(organization=head).order_by().annotate(child=Substr("organization__path", 1, width))
    )
    below = Q(organization__depth__gt=head.depth + 1)
    counts = grouped.values("child").annotate(
        reached=Count("organization", distinct=True, filter=below),
        confirmed=Count("organization", distinct=True, filter=below & Q(confirmed_at__isnull=False)),
        able=Count("organization", distinct=True, filter=below & Q(organization__numchild__gt=0)),
        passed=Count("organization", distinct=True, filter=below & Q(passed_on__isnull=False)),
    )
    rows = {row["child"]: row for row in counts}
    bodies = list(Organization.objects.filter(path__in=rows).order_by("path"))
    own = Receipt.objects.filter(root=root, organization__in=bodies)
    own = own.select_related("passed_on", "directive").defer(*TEXTS)
    receipts = {receipt.organization_id: receipt for receipt in own.order_by("-pk")}
    links = []
    for body in bodies:
        row = rows[body.path]
        numbers = (row["reached"], row["confirmed"], row["able"], row["passed"])
        links.append(Link(body, receipts.get(body.pk), *numbers))
    return Chain(root, head, tuple(links))
