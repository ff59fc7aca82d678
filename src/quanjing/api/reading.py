"""What an assignment asks, for whoever may see it: the sheet of its task under the keys that answers use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Prefetch, When, prefetch_related_objects
from django.db.models.functions import Coalesce

from quanjing.foundation import facts
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import visible_to
from quanjing.sheets.models import HEADER, Block, Field
from quanjing.sheets.queries import fields_of, headers_of
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import (
    Offer,
    latest_for,
    offers_of,
    page_keys,
    page_of_report,
    with_content,
)
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import effective_due


@dataclass(frozen=True)
class Asked:
    """`blocks` by key, the header first; `header` the fields above all sheets of the task, each key once."""

    assignment: Assignment
    blocks: list[tuple[str, Block]]
    header: list[Field]
    known: Mapping[str, KnownFact]
    offers: Mapping[int, Offer]  # by primary key of the field; only for the body's own people

    @property
    def keys(self) -> dict[int, str]:
        """Primary key of a block -> its key in answers."""
        return {block.pk: key for key, block in self.blocks}


def asked(actor: Actor, assignment: Assignment) -> Asked:
    """The sheet of one assignment, with what the platform knows of the organization."""
    load_blocks(assignment)
    blocks = list(assignment.task.blocks.all())
    keys = page_keys(blocks)
    heads = headers_of(block.template_id for block in blocks)
    header: dict[str, Field] = {}
    for head in heads:
        header = {field.key: field for field in head.fields.all()} | header
    return Asked(
        assignment=assignment,
        blocks=[*((HEADER, head) for head in heads[:1]), *((keys[block.pk], block) for block in blocks)],
        header=list(header.values()),
        known=facts.known(assignment.organization_id, actor),
        offers=_offers(actor, assignment),
    )


def _offers(actor: Actor, assignment: Assignment) -> dict[int, Offer]:
    """What the report page offers its own body, by field."""
    if not (actor.may(Right.REPORT) and actor.organization_id == assignment.organization_id):
        return {}
    page = page_of_report(actor, assignment.directive.code)
    places = {f"header.{one.key}": one.field.pk for one in page.header}
    places |= {f"{one.key}.{each.key}": each.pk for one in page.places for each in one.block.fields.all()}
    return {places[place]: offer for place, offer in offers_of(page).fields.items()}


def load_blocks(assignment: Assignment) -> None:
    """Load the task's blocks with templates and fields."""
    blocks = Block.objects.exclude(key=HEADER).select_related("template").order_by("template", "position")
    prefetch_related_objects(
        [assignment], Prefetch("task__blocks", blocks), fields_of("task__blocks__fields")
    )


def block_keys(submission: Submission) -> dict[int, str]:
    """The keys of the blocks that a submission answers."""
    load_blocks(submission.assignment)
    return page_keys(submission.assignment.task.blocks.all())


def newest(assignment: Assignment) -> Submission | None:
    """The newest version for an assignment, with its content."""
    found = latest_for([assignment]).get(assignment.pk)
    if found is not None:
        content_of(found)
    return found


def content_of(submission: Submission) -> Submission:
    """The same submission with entries, files and notes as they are now."""
    prefetch_related_objects([submission], *with_content())
    return submission


def acts_by() -> Coalesce:
    """The moment by which the unit has to act next, as `tasks.rules.due_of` says of one assignment."""
    return Coalesce(Case(When(state=State.RETURNED, then="return_due")), effective_due())


def parents_of(actor: Actor, bodies: Iterable[Organization]) -> dict[str, str]:
    """Path of a visible parent -> its code: one query."""
    paths = {body.path[: -Organization.steplen] for body in bodies} - {""}
    return dict(visible_to(actor).filter(path__in=paths).values_list("path", "code"))
