"""What is collated, held fast, and the words in which a paper says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from quanjing.collation import queries
from quanjing.collation.queries import Snapshot
from quanjing.collation.rules import need_collatable
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.organizations.enums import SocietyClass
from quanjing.organizations.models import Organization
from quanjing.submissions.enums import SubmissionState

Report = Callable[[int, int], None]  # done, total; may raise to stop the work


def unheard(done: int, total: int) -> None:
    """Nobody waits for the progress."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A directive, the body whose subtree is collated, the reports taken, and who hears of the progress."""

    directive: Directive
    head: Organization
    snapshot: Snapshot
    states: tuple[SubmissionState, ...]
    report: Report = unheard


@dataclass(slots=True)
class Counts:
    """What a paper holds; `notes` are sentences about what it leaves out; `sha256` where it is known."""

    entries: int = 0
    files: int = 0
    missing: int = 0
    notes: list[str] = field(default_factory=list)
    sha256: str = ""


def scope_now(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> Scope:
    """What the actor may take at this moment.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    need_collatable(actor, directive)
    head = queries.head_of(actor, directive)
    return Scope(directive, head, queries.snapshot(actor, directive, states), tuple(states))


def definition(scope: Scope) -> tuple[str, str]:
    """Numerator, denominator and date; and what counts."""
    taken = len(scope.snapshot.submissions)
    numbers = _("%(taken)s of %(expected)s reports, %(nil)s nil reports besides, as of %(moment)s") % {
        "taken": taken,
        "expected": scope.snapshot.expected,
        "nil": len(scope.snapshot.nil),
        "moment": cn_moment(scope.snapshot.taken_at),
    }
    states = _(", ").join(str(state.label) for state in scope.states)
    counted = _(
        "The newest version of each report, if it is: %(states)s. Exempt and cancelled ones do not count."
    )
    return numbers, counted % {"states": states}


class Groups:
    """The class of the societies right below the head, otherwise the body right below that leads there."""

    def __init__(self, head: Organization) -> None:
        self.head = head
        self.names = queries.names_below(head)
        self.labels = {one.value: str(one.label) for one in SocietyClass}

    def of(self, path: str, society_class: int) -> str:
        child = path[: len(self.head.path) + Organization.steplen]
        if child == path and society_class != SocietyClass.NONE:
            return self.labels[society_class]
        return self.names.get(child, self.head.name)
