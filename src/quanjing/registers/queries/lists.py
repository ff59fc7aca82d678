"""Entries: who sees them, one of them, lists of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from quanjing.audit.models import AuditEntry
from quanjing.audit.queries import history_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import get, in_scope
from quanjing.registers.enums import EVERY, OPEN, EntryState, Role, Show
from quanjing.registers.models import Consultation, EntryStep, RegisterEntry, RegisterKind
from quanjing.registers.queries.kinds import choices_of

SORTS = {
    "newest": ("-changed_at", "pk"),
    "order": ("organization__path", "pk"),
    "name": ("name", "pk"),
}
AHEAD = timedelta(days=30)
FEW = 500  # entries whose keys travel in a statement
IN_FORCE = Q(accepted__isnull=False, state__in=OPEN)
HAS_STEPS = Exists(EntryStep.objects.filter(entry=OuterRef("pk")))
HAS_UNDONE = Exists(EntryStep.objects.filter(entry=OuterRef("pk"), done_on=None))


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What a list is narrowed to; empty fields narrow nothing. `under` is a code, `own` that body alone.

    `first` and `last` (as 2026-09-30) are of the days on which entries take place.
    """

    under: str = ""
    own: bool = False
    state: str = ""  # of `EntryState`, or `EVERY`; without one everything but closed ones
    show: str = ""  # of `Show`
    holder: str = ""
    text: str = ""
    first: str = ""
    last: str = ""
    said: str = ""  # key of a choice, a colon, and what was chosen

    @property
    def chosen(self) -> str:
        """What was chosen, without the key."""
        return self.said.partition(":")[2]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def visible_to(actor: Actor) -> QuerySet[RegisterEntry]:
    """Entries of the own body; of those below, drafts left out; shared from above; matters asked of it."""
    own = Q(organization=actor.organization_id)
    below = in_scope(actor, "organization__") & ~Q(state=EntryState.DRAFT)
    shared = Q(kind__is_shared=True, organization__path__in=chain_of(actor.path)[:-1], accepted__isnull=False)
    asked = Consultation.objects.filter(entry=OuterRef("pk"), asked=actor.organization_id)
    found = RegisterEntry.objects.filter(own | below | shared | Exists(asked))
    return found if actor.organization_id is not None else found.none()


def get_entry(actor: Actor, code: str) -> RegisterEntry:
    """One entry. Raises `Missing`."""
    found = visible_to(actor).filter(code=code).select_related("organization", "kind", "template").first()
    if found is None:
        raise Missing
    return found


def entry_list(actor: Actor, kind: RegisterKind, wanted: EntryFilter) -> QuerySet[RegisterEntry]:
    """The visible entries of a kind that a filter leaves. Raises `Missing` for a body out of sight."""
    found = _within(actor, kind, wanted)
    if wanted.state in EntryState.values:
        found = found.filter(state=wanted.state)
    elif wanted.state != EVERY:
        found = found.exclude(state=EntryState.CLOSED)
    if wanted.first:
        found = found.filter(happens_on__gte=wanted.first)
    if wanted.last:
        found = found.filter(happens_on__lte=wanted.last)
    if wanted.said:
        found = found.filter(_says(kind, wanted.said))
    if wanted.holder.strip():
        found = found.filter(holder_title=wanted.holder.strip())
    narrowed = _SHOWN.get(wanted.show)
    if narrowed:
        found = found.filter(narrowed(kind, clock.today()))
    return _with_words(found, wanted.text.strip()) if wanted.text.strip() else found


def as_listed(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """The same as a list shows them: with the body, without what takes room: one query."""
    return entries.defer("words", "values").select_related("organization")


def holders_seen(actor: Actor, kind: RegisterKind) -> list[str]:
    """The holders of the own body's entries, to choose from."""
    own = RegisterEntry.objects.filter(kind=kind, organization=actor.organization_id).exclude(holder_title="")
    return list(own.order_by("holder_title").values_list("holder_title", flat=True).distinct()[:50])


def history_of_entry(entry: RegisterEntry) -> list[AuditEntry]:
    """What was done with the entry, by whom, in order."""
    return list(history_of(entry))


def _within(actor: Actor, kind: RegisterKind, wanted: EntryFilter) -> QuerySet[RegisterEntry]:
    """The scope as plain ranges: the wall of `visible_to` for lists, without its rarer ways in."""
    mine = RegisterEntry.objects.filter(kind=kind)
    if wanted.under or (actor.reads_subtree and not wanted.own and not _comes_from_afar(kind)):
        head = get(actor, wanted.under or actor.organization_code)
        return mine.filter(_scope(actor, head, own=wanted.own))
    if _comes_from_afar(kind) and not wanted.own:
        return visible_to(actor).filter(kind=kind)
    return mine.filter(organization=actor.organization_id)


def _with_words(found: QuerySet[RegisterEntry], text: str) -> QuerySet[RegisterEntry]:
    """Those with these words: one query looks whether they are few, since then their keys are enough.

    A database would walk the newest entries and look each up, however rare the words are.
    """
    matching = found.filter(Q(name__icontains=text) | Q(holder_title__icontains=text))
    few = list(matching.order_by().values_list("pk", flat=True)[: FEW + 1])
    return found.filter(pk__in=few) if len(few) <= FEW else matching


def _says(kind: RegisterKind, said: str) -> Q:
    key, _colon, value = said.partition(":")
    if key not in {field.key for field in choices_of(kind)}:
        return Q(pk__in=[])
    return Q(**{f"values__{key}": value})


def _comes_from_afar(kind: RegisterKind) -> bool:
    """Whether bodies above share entries of the kind, or others ask the own body about them."""
    return kind.is_shared or kind.is_consulted


def _scope(actor: Actor, head: Organization, *, own: bool) -> Q:
    within = Q(organization=head.pk) if own else _below(head)
    if head.pk == actor.organization_id:
        return within & (~Q(state=EntryState.DRAFT) | Q(organization=head.pk))
    return within & ~Q(state=EntryState.DRAFT)


def _below(head: Organization) -> Q:
    """The subtree of a body; of the only root everything, so that nothing has to be joined."""
    alone = head.depth == 1 and not Organization.objects.filter(depth=1).exclude(pk=head.pk).exists()
    return Q() if alone else in_subtree(head.path, "organization__")


def _due(_kind: RegisterKind, today: date) -> Q:
    return Q(next_on__lte=today + AHEAD)


def _dormant(_kind: RegisterKind, today: date) -> Q:
    return Q(dormant_on__lte=today)


def _unconfirmed(kind: RegisterKind, today: date) -> Q:
    if kind.confirm_month is None:
        return Q(pk__in=[])
    return IN_FORCE & (Q(confirmed_year=None) | Q(confirmed_year__lt=today.year))


def _vacant(kind: RegisterKind, _today: date) -> Q:
    missing = Q(holder_title="") | Q(holder__isnull=False, holder__holder__isnull=True)
    missing |= Q(holder__holder__is_active=False) | Q(holder__ends_on__lt=clock.today())
    return missing | Q(reviewer_title="") if kind.needs_reviewer else missing


def _late(kind: RegisterKind, _today: date) -> Q:
    if kind.ahead_days is None:
        return Q(pk__in=[])
    return Q(happens_on__lt=F("filed_on") + timedelta(days=kind.ahead_days))


def _undone(_kind: RegisterKind, _today: date) -> Q:
    return Q(HAS_UNDONE)


def _done(_kind: RegisterKind, _today: date) -> Q:
    return Q(HAS_STEPS) & ~Q(HAS_UNDONE)


_SHOWN = {
    Show.DUE.value: _due,
    Show.DORMANT.value: _dormant,
    Show.UNCONFIRMED.value: _unconfirmed,
    Show.VACANT.value: _vacant,
    Show.LATE.value: _late,
    Show.UNDONE.value: _undone,
    Show.DONE.value: _done,
}


def held_alike(entry: RegisterEntry, role: Role) -> list[RegisterEntry]:
    """The other open entries of the same body, of whatever register, that the same post or office has."""
    column = f"{role}_title"
    title = getattr(entry, column)
    if not title:
        return []
    found = RegisterEntry.objects.filter(organization=entry.organization_id, **{column: title})
    return list(found.exclude(pk=entry.pk).exclude(state=EntryState.CLOSED).order_by("pk"))
