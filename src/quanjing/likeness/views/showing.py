"""What the actor may see of a source: without a right to the report neither name nor other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.likeness import actions, queries
from quanjing.likeness.actions import Found
from quanjing.likeness.matching.showing import Beside, not_counted, side_by_side
from quanjing.likeness.models import ReferenceText, Sketch


@dataclass(frozen=True, slots=True)
class Shown:
    """One source as the reader may see it: without a name it is another report, and only that."""

    share: int
    name: str
    kind: str  # reference, notice, own, report, hidden
    code: str  # of the submission, where it may be opened
    passages: tuple[Beside, ...]
    not_counted: tuple[str, ...]  # what stands in both and was left out

    @property
    def is_hidden(self) -> bool:
        return self.kind == "hidden"


def show(actor: Actor, found: Sequence[Found]) -> list[Shown]:
    """Everything that was found, as the actor may see it: two queries."""
    names = actions.names_of(found)
    seen = queries.seen_by(actor, [one.submission_id for one in names.values()])
    return [_shown(actor, one, names, seen) for one in found]


def name_of(sketch: Sketch) -> str:
    """Body, notice, item, and the file where the text stands in one."""
    assignment = sketch.submission.assignment
    parts = [assignment.organization.name, assignment.directive.title, assignment.task.name]
    if sketch.attachment is not None:
        parts.append(sketch.attachment.file.name)
    return " · ".join(parts)


def _shown(actor: Actor, found: Found, names: Mapping[int, Sketch], seen: AbstractSet[int]) -> Shown:
    share = max(1, round(100 * found.match.share))
    passages = side_by_side(found.one, found.other, found.match)
    sketch = names.get(found.source) if isinstance(found.source, int) else None
    if isinstance(found.source, int) and (sketch is None or sketch.submission_id not in seen):
        return Shown(share, "", "hidden", "", tuple(Beside(one.own, ()) for one in passages), ())
    both = tuple(passages), tuple(not_counted(found.one, found.other))
    if isinstance(found.source, ReferenceText):
        return Shown(share, found.source.title, "reference", "", *both)
    if isinstance(found.source, Directive):
        return Shown(share, str(found.source), "notice", "", *both)
    assert sketch is not None
    own = sketch.submission.assignment.organization_id == actor.organization_id
    return Shown(share, name_of(sketch), "own" if own else "report", sketch.submission.code, *both)
