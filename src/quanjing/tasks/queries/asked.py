"""What is asked of whom: the use of the dictionary, the register of sheets, what was asked before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.sheets.enums import FieldType, KeyClass
from quanjing.sheets.models import Block, Field, FieldKey, SheetTemplate
from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.visible import directives_visible_to

BEFORE = timedelta(days=365)
ON_SHEET = "block__template__blocks__tasks__directive"
ANSWERED = [state for state in State if state not in (*OPEN, *NOT_EXPECTED)]


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A word of the dictionary and in how many published notices it was asked."""

    key: FieldKey
    directives: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet of one notice: how much it asks, of how many, how often the like was asked in a year."""

    directive: Directive
    template: SheetTemplate
    fields: int
    organizations: int
    due_at: datetime | None
    times: int


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """A field or a whole part that was asked within a year, and how many of those asked now answered."""

    label: str
    directive: Directive
    answered: int
    asked: int


def uses_of_keys(actor: Actor) -> list[KeyUse]:
    """Every key with its use in the published notices that the actor sees: two queries."""
    seen = _published(actor)
    found = (
        Field.objects.filter(**{f"{ON_SHEET}__in": seen.values("pk")}, meaning__isnull=False)
        .order_by()
        .values("meaning")
        .annotate(directives=Count(ON_SHEET, distinct=True), last=Max(f"{ON_SHEET}__published_at"))
    )
    uses = {row["meaning"]: (row["directives"], row["last"]) for row in found}
    keys = FieldKey.objects.order_by("kind", "key")
    return [KeyUse(key, *uses.get(key.pk, (0, None))) for key in keys]


def directives_asking(actor: Actor, key: FieldKey) -> QuerySet[Directive]:
    """The published notices whose sheets ask for a key, as the actor sees them, the newest first."""
    asking = Directive.objects.filter(tasks__blocks__template__blocks__fields__meaning=key)
    return _published(actor).filter(pk__in=asking.values("pk")).order_by("-published_at", "-pk")


def sheet_directives(actor: Actor, text: str = "") -> QuerySet[Directive]:
    """The published notices that hand out a sheet."""
    with_sheet = Directive.objects.filter(tasks__blocks__isnull=False)
    found = _published(actor).filter(pk__in=with_sheet.values("pk"))
    return found.filter(Q(title__icontains=text) | Q(doc_number__icontains=text)) if text else found


def sheet_rows(directives: Sequence[Directive]) -> list[SheetRow]:
    """The sheets of these notices, in their order: five queries, however many there are."""
    ids = [directive.pk for directive in directives]
    pairs = Block.objects.filter(tasks__directive__in=ids).order_by("template_id", "position")
    blocks = list(pairs.values_list("tasks__directive", "template", "likeness", "tasks__due_at").distinct())
    templates = SheetTemplate.objects.annotate(asked=Count("blocks__fields")).in_bulk(
        {template for _directive, template, _likeness, _due in blocks}
    )
    sizes = dict(
        Assignment.objects.filter(directive__in=ids)
        .values_list("directive")
        .annotate(bodies=Count("organization", distinct=True))
        .order_by()
    )
    like = _times({likeness for _directive, _template, likeness, _due in blocks if likeness})
    by_pk = {directive.pk: directive for directive in directives}
    rows: dict[tuple[int, int], SheetRow] = {}
    for pk, template, likeness, due in blocks:
        one, before = templates[template], rows.get((pk, template))
        dates = [each for each in (due, before.due_at if before else None) if each]
        times = max(_within_a_year(like.get(likeness, []), by_pk[pk]), before.times if before else 1)
        first = min(dates, default=None)
        rows[pk, template] = SheetRow(by_pk[pk], one, one.asked, sizes.get(pk, 0), first, times)
    return sorted(rows.values(), key=lambda row: (ids.index(row.directive.pk), row.template.pk))


def asked_before(
    fields: Iterable[Field], organizations: QuerySet[Organization], but: Directive | None
) -> list[AskedBefore]:
    """What of these fields was asked of these organizations within a year: three queries.

    A part that asks the same as an earlier part is said once, as a part; other fields by their key, as far
    as the answer is one that lasts and no register has it. `fields` come with `block` and `meaning`.
    """
    own = list(fields)
    likes = {field.block.likeness: field.block.label or field.label for field in own if field.block.likeness}
    lasting = {field.meaning_id: field.label for field in own if field.meaning and _lasts(field.meaning)}
    earlier = _earlier(set(likes), set(lasting), but)
    counts = _answers({directive for directive, _likeness, _key in earlier}, organizations)
    directives = Directive.objects.select_related("organization").in_bulk(counts)
    newest: dict[str | int, Directive] = {}
    for pk, likeness, key in earlier:
        for name in (likeness if likeness in likes else None, key if key in lasting else None):
            if name is not None and pk in directives and _newer(directives[pk], newest.get(name)):
                newest[name] = directives[pk]
    said = {f.meaning_id for f in own if f.block.likeness in newest and not f.block.is_header}
    names = dict.fromkeys(name for one in own for name in (one.block.likeness, one.meaning_id) if name)
    found = {name: newest[name] for name in names if name in newest and name not in said}
    found = {name: one for name, one in found.items() if _is_part(name, own)}
    labels: dict[str | int | None, str] = {**dict(likes.items()), **dict(lasting.items())}
    return [AskedBefore(labels[name], one, *counts[one.pk]) for name, one in found.items()]


def _is_part(name: str | int, own: Sequence[Field]) -> bool:
    """The fields above a sheet are answered once for all, so they are said by key only."""
    return isinstance(name, int) or any(f.block.likeness == name and not f.block.is_header for f in own)


def _lasts(key: FieldKey) -> bool:
    return key.kind == KeyClass.KNOWN and not key.fact


def _newer(one: Directive, other: Directive | None) -> bool:
    return other is None or (one.published_at or one.registered_at) > (
        other.published_at or other.registered_at
    )


def _earlier(likes: set[str], keys: set[int | None], but: Directive | None) -> list[tuple[int, str, int]]:
    """Notice, likeness and key of each like part or field asked within a year."""
    since = clock.now() - BEFORE
    asked = Field.objects.filter(
        Q(block__likeness__in=likes) | Q(meaning__in=keys - {None}),
        **{f"{ON_SHEET}__state": DirectiveState.PUBLISHED, f"{ON_SHEET}__published_at__gte": since},
    ).exclude(type__in=(FieldType.FILE, FieldType.PHOTO))
    found = asked.order_by().values_list(ON_SHEET, "block__likeness", "meaning").distinct()
    return [row for row in found if but is None or row[0] != but.pk]


def _answers(directives: set[int], organizations: QuerySet[Organization]) -> dict[int, tuple[int, int]]:
    """Of those asked now: how many answered each notice, and how many were asked."""
    found = (
        Assignment.objects.filter(
            directive__in=directives, organization__in=organizations.order_by().values("pk")
        )
        .exclude(state__in=NOT_EXPECTED)
        .order_by()
        .values("directive")
        .annotate(
            asked=Count("organization", distinct=True),
            answered=Count("organization", distinct=True, filter=Q(state__in=ANSWERED)),
        )
    )
    return {row["directive"]: (row["answered"], row["asked"]) for row in found}


def _times(likes: set[str]) -> dict[str, list[datetime]]:
    """When parts of these kinds were handed out, once a notice."""
    published = Block.objects.filter(likeness__in=likes, tasks__directive__published_at__isnull=False)
    found = published.order_by().values_list("likeness", "tasks__directive", "tasks__directive__published_at")
    times: dict[str, list[datetime]] = {}
    for likeness, _directive, at in found.distinct():
        if at is not None:
            times.setdefault(likeness, []).append(at)
    return times


def _within_a_year(times: Sequence[datetime], directive: Directive) -> int:
    at = directive.published_at
    return sum(at is not None and at - BEFORE < one <= at for one in times) or 1


def _published(actor: Actor) -> QuerySet[Directive]:
    return directives_visible_to(actor).filter(state=DirectiveState.PUBLISHED)
