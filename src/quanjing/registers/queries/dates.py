"""What registers have in the reminders and in the calendar of a body."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.registers.enums import OPEN, REMINDED, Show, What
from quanjing.registers.models import RegisterDate, RegisterEntry, RegisterKind
from quanjing.registers.queries.lists import IN_FORCE, visible_to
from quanjing.registers.queries.procedures import TO_READ, entries_to_read, readers_of
from quanjing.registers.queries.spans import months_later

STEP = Organization.steplen
MOST = 500  # dates that a calendar shows
DORMANT_FOR = timedelta(days=14)  # after that it is in the list alone
KNOWN_BEFORE = timedelta(days=90)  # the end of a term is known since it began


@dataclass(frozen=True, slots=True)
class Found:
    """Dates of a body of one kind on one day, before they are put into words."""

    organization: int
    kind: int
    what: str
    on: date
    since: date
    count: int
    entry: str  # code of one of them
    name: str = ""  # of one of them
    detail: str = ""  # the name of a step


def bodies_with_dates(until: date) -> set[int]:
    """Bodies that have to act on an entry, a confirmation or a holder whose term ends, up to a day."""
    dates = RegisterDate.objects.filter(what__in=REMINDED, on__lte=until, on__gte=_oldest())
    found = set(dates.order_by().values_list("organization_id", flat=True).distinct())
    for kind in _confirmed_now():
        rows = _unconfirmed(kind).order_by().values_list("organization_id", flat=True)
        found.update(rows.distinct())
    for entry in entries_to_read():
        found.update(readers_of(entry).filter(said=False).order_by().values_list("pk", flat=True))
    found.update(_terms(until).order_by().values_list("organization_id", flat=True).distinct())
    return found


def dates_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have to do up to a day, one line a kind, day and what; constant queries."""
    ids = list(organization_ids)
    found = [*_dates_of(ids, until), *_confirmations_of(ids), *_unread(ids), *_terms_of(ids, until)]
    kinds = {kind.pk: kind for kind in RegisterKind.objects.filter(pk__in={one.kind for one in found})}
    issuers = _issuers({one.organization for one in found})
    return [
        Dated(
            one.organization,
            kinds[one.kind].organization_id or issuers.get(one.organization, one.organization),
            one.on,
            one.since,
            _words(kinds[one.kind], one),
            _link(kinds[one.kind], one),
        )
        for one in found
    ]


def dates_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The dates of a subtree, or of its head alone, that the actor may see: two queries."""
    scope = Q(organization__path=path) if own else in_subtree(path, "organization__")
    rows = RegisterDate.objects.filter(scope, on__gte=first, on__lte=last, entry__in=visible_to(actor))
    found = rows.exclude(what=What.DORMANT).select_related("entry", "kind").order_by("on", "pk")[:MOST]
    return [
        Dated(
            one.organization_id, one.organization_id, one.on, one.since,
            _("%(kind)s “%(name)s”: %(what)s")
            % {"kind": one.kind, "name": one.entry.name, "what": one.detail or one.get_what_display()},
            reverse("register_entry", args=[one.entry.code]),
        )
        for one in found
    ]  # fmt: skip


def _dates_of(ids: list[int], until: date) -> list[Found]:
    rows = RegisterDate.objects.filter(what__in=REMINDED, on__lte=until, on__gte=_oldest())
    rows = rows.exclude(what=What.DORMANT, on__lt=clock.today() - DORMANT_FOR)
    grouped = rows.filter(organization__in=ids).order_by().values("organization", "kind", "what", "on")
    counted = grouped.annotate(
        many=Count("pk"), known=Min("since"), code=Max("entry__code"), name=Max("entry__name"),
        step=Max("detail"),
    )  # fmt: skip
    columns = ("organization", "kind", "what", "on", "known", "many", "code", "name", "step")
    return [Found(*row) for row in counted.values_list(*columns)]


def _confirmations_of(ids: list[int]) -> list[Found]:
    found = []
    for kind in _confirmed_now():
        first, last = confirmation_span(kind, clock.today().year)
        rows = _unconfirmed(kind).filter(organization__in=ids).order_by().values("organization")
        found += [
            Found(
                row["organization"], kind.pk, CONFIRM, last, first - timedelta(days=1), row["count"],
                row["entry"],
            )
            for row in rows.annotate(count=Count("pk"), entry=Max("code"))
        ]  # fmt: skip
    return found


def _unread(ids: list[int]) -> list[Found]:
    """What the bodies have still to read: one query an entry that is new; those are few."""
    found = []
    for entry in entries_to_read():
        assert entry.filed_on is not None
        bodies = readers_of(entry).filter(said=False, pk__in=ids).order_by().values_list("pk", flat=True)
        on, name = entry.filed_on + TO_READ, entry.name
        found += [
            Found(body, entry.kind_id, READ, on, entry.filed_on, 1, entry.code, name) for body in bodies
        ]
    return found


def _terms_of(ids: list[int], until: date) -> list[Found]:
    rows = _terms(until).filter(organization__in=ids).order_by()
    grouped = rows.values("organization", "kind", "holder__ends_on").annotate(
        many=Count("pk"), entry=Max("code"), called=Max("name")
    )
    columns = ("organization", "kind", "holder__ends_on", "many", "entry", "called")
    return [
        Found(body, kind, HOLDER, on, on - KNOWN_BEFORE, many, code, name)
        for body, kind, on, many, code, name in grouped.values_list(*columns)
        if on is not None
    ]


CONFIRM, HOLDER, READ = "confirm", "holder", "read"  # beside `What`


def confirmation_span(kind: RegisterKind, year: int) -> tuple[date, date]:
    """The month in which a kind is confirmed in a year."""
    assert kind.confirm_month is not None
    first = date(year, kind.confirm_month, 1)
    return first, months_later(first, 1) - timedelta(days=1)


def _confirmed_now() -> list[RegisterKind]:
    """The kinds whose month of this year has begun."""
    today = clock.today()
    return list(RegisterKind.objects.filter(confirm_month__lte=today.month))


def _unconfirmed(kind: RegisterKind) -> QuerySet[RegisterEntry]:
    """Entries of former years that are not confirmed in this one."""
    year = clock.today().year
    old = Q(confirmed_year=None) | Q(confirmed_year__lt=year)
    return RegisterEntry.objects.filter(IN_FORCE, old, kind=kind, filed_on__year__lt=year)


def _terms(until: date) -> QuerySet[RegisterEntry]:
    """Entries whose holder's term ends, or ended not long ago: somebody else has to take them on."""
    span = {"holder__ends_on__lte": until, "holder__ends_on__gte": _oldest()}
    return RegisterEntry.objects.filter(state__in=OPEN, **span)


def _oldest() -> date:
    """What is past for longer is in the lists; nobody is reminded of it any more."""
    return clock.today() - timedelta(days=45)


def _issuers(organization_ids: Iterable[int]) -> dict[int, int]:
    """By body, the one directly above, whose rules hold for the common registers: two queries."""
    bodies = dict(Organization.objects.filter(pk__in=organization_ids).values_list("pk", "path"))
    above = {path[:-STEP] for path in bodies.values() if len(path) > STEP}
    upper = dict(Organization.objects.filter(path__in=above).values_list("path", "pk"))
    return {pk: upper[path[:-STEP]] for pk, path in bodies.items() if path[:-STEP] in upper}


def _words(kind: RegisterKind, one: Found) -> str:
    if one.what == CONFIRM:
        what = _("to be confirmed for the year")
    elif one.what == READ:
        what = _("to be read")
    elif one.what == HOLDER:
        what = _("the term of the holder ends")
    else:
        what = one.detail or str(What(one.what).label)
    words = {"kind": kind, "count": one.count, "what": what, "name": one.name}
    if one.count == 1 and one.name:
        return _("%(kind)s “%(name)s”: %(what)s") % words
    return _("%(kind)s (%(count)d): %(what)s") % words


def _link(kind: RegisterKind, one: Found) -> str:
    if one.what == CONFIRM:
        return reverse("register_confirm", args=[kind.code])
    if one.count == 1:
        return reverse("register_entry", args=[one.entry])
    show = Show.VACANT if one.what == HOLDER else Show.DUE
    return f"{reverse('register_page', args=[kind.code])}?own=1&show={show.value}"
