"""What the pages show: the registers of a body with their counts, one entry with everything about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.queries import in_scope, posts_in_force
from quanjing.registers.enums import EntryState, Outcome
from quanjing.registers.models import (
    Consultation,
    EntryLog,
    EntryStep,
    EntryVersion,
    HandOver,
    RegisterDate,
    RegisterEntry,
    RegisterKind,
)
from quanjing.registers.queries.kinds import block_of, kinds_seen_by
from quanjing.registers.queries.lists import IN_FORCE, get_entry
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block

FILES = (FieldType.FILE, FieldType.PHOTO)


@dataclass(frozen=True, slots=True)
class Said:
    """A field as it is shown: its label and its text, or its file."""

    label: str
    text: str
    is_long: bool = False
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class KindRow:
    """A register with how many entries the actor sees in it: in force, and waiting for a step."""

    kind: RegisterKind
    in_force: int
    open: int


@dataclass(slots=True)
class EntryPage:
    """One entry with all that its page shows."""

    entry: RegisterEntry
    said: list[Said]
    versions: list[EntryVersion]
    dates: list[RegisterDate]
    hand_overs: list[HandOver]
    log: list[EntryLog]
    steps: list[EntryStep]
    consultations: list[Consultation]
    newer: RegisterEntry | None = None
    before: list[Said] = field(default_factory=list)  # what is in force, where a change waits


def kind_rows(actor: Actor) -> list[KindRow]:
    """The registers that the actor sees, with counts of his scope: two queries."""
    scope = in_scope(actor, "organization__") & ~Q(state=EntryState.DRAFT)
    mine = RegisterEntry.objects.filter(scope | Q(organization=actor.organization_id)).order_by()
    counts = mine.values("kind").annotate(
        held=Count("pk", filter=IN_FORCE),
        moving=Count("pk", filter=Q(state__in=(EntryState.DRAFT, EntryState.FILED, EntryState.RETURNED))),
    )
    by_kind = {row["kind"]: (row["held"], row["moving"]) for row in counts}
    return [KindRow(kind, *by_kind.get(kind.pk, (0, 0))) for kind in kinds_seen_by(actor)]


def waiting_for(actor: Actor) -> QuerySet[RegisterEntry]:
    """What was filed and waits for the actor: as the reviewer named, or as a desk above. Oldest first."""
    mine = Q(reviewer=actor.post_id) if actor.post_id else Q(pk__in=[])
    if actor.may(Right.REVIEW):
        mine |= in_subtree(actor.path, "organization__") & ~Q(organization=actor.organization_id)
    found = RegisterEntry.objects.filter(mine, state=EntryState.FILED).select_related("kind", "organization")
    return found.exclude(versions__outcome=Outcome.WAITING, versions__filed_post=actor.post_code).order_by(
        "changed_at", "pk"
    )


def page_of_entry(actor: Actor, code: str) -> EntryPage:
    """Everything about one entry. Raises `Missing`."""
    entry = get_entry(actor, code)
    block = block_of(entry.template_id)
    versions = list(entry.versions.all())
    page = EntryPage(
        entry=entry,
        said=said_of(block, entry.values),
        versions=versions,
        dates=list(entry.dates.order_by("on", "pk")),
        hand_overs=list(entry.hand_overs.all()),
        log=list(entry.log.all()),
        steps=list(entry.steps.all()),
        consultations=list(entry.consultations.select_related("asked")),
        newer=entry.replaced_by.filter(accepted__isnull=False).order_by("-pk").first(),
    )
    held = next((one for one in versions if one.number == entry.accepted), None)
    if held is not None and entry.state in (EntryState.FILED, EntryState.RETURNED):
        page.before = said_of(block_of(held.template_id), held.values)
    return page


def said_of(block: Block, values: Mapping[str, object]) -> list[Said]:
    """The fields that say something, in their order; one more query where a file is among them."""
    codes = [str(values[one.key]) for one in block.fields.all() if one.type in FILES and one.key in values]
    files = {file.code: file for file in StoredFile.objects.filter(code__in=codes)} if codes else {}
    found = []
    for one in block.fields.all():
        value = values.get(one.key)
        if value in (None, "", []):
            continue
        if one.type in FILES:
            found.append(Said(one.label, "", file=files.get(str(value))))
        else:
            text = _(", ").join(str(each) for each in value) if isinstance(value, list) else str(value)
            found.append(Said(one.label, text, one.type == FieldType.LONGTEXT))
    return found


def stored_file(entry: RegisterEntry, code: str) -> StoredFile:
    """A file of the entry, of any of its versions. Raises `Missing`."""
    held = [entry.values, *entry.versions.values_list("values", flat=True)]
    if not any(code in values.values() for values in held):
        raise Missing
    found = StoredFile.objects.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def get_line(entry: RegisterEntry, line: int) -> EntryLog:
    """A line of the log of an entry. Raises `Missing`."""
    found = entry.log.select_related("entry").filter(pk=line).first()
    if found is None:
        raise Missing
    return found


def get_consultation(entry: RegisterEntry, code: str) -> Consultation:
    """A question that an entry has put to a body. Raises `Missing`."""
    found = entry.consultations.select_related("asked", "entry").filter(code=code).first()
    if found is None:
        raise Missing
    return found


def post_titles(actor: Actor) -> list[str]:
    """The titles of posts in the own body, to choose holders and reviewers from."""
    posts: Iterable[str] = (
        posts_in_force().filter(organization=actor.organization_id).values_list("title", flat=True)
    )
    return list(dict.fromkeys(posts))
