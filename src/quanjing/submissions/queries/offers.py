"""What a report page can offer instead of asking: each with source and date, to be ticked or corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.activities.queries import summaries_about
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.sheets.enums import FieldType, KeyClass, KeyReason, KeyScope
from quanjing.sheets.models import Block, Field, FieldKey
from quanjing.submissions.models import Report
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.earlier import Answer, Earlier, Round, earlier_answers
from quanjing.submissions.queries.page import BlockPlace, Part, ReportPage
from quanjing.submissions.queries.periods import Period, period_of

Values = Mapping[str, object]
HERE = _("answered on this page")
COUNTED = _("sum of what stands above")
FROM_TITLE = _("from the title of the notice")
TODAY = _("today")
LINKED = _("activities linked to this item")
OF_A_PERSON = (KeyScope.SUBJECT, KeyScope.ROW)  # holds only in the same part of an earlier round
PREVIOUS, CURRENT = "figure.previous", "figure.current"


@dataclass(frozen=True, slots=True)
class Offer:
    """A value for one field. `directive` is the notice that it answered before, None for other sources."""

    value: object
    source: str | Promise
    on: date | None = None
    directive: Directive | None = None

    @property
    def text(self) -> str:
        return as_text(self.value)


@dataclass(frozen=True, slots=True)
class RowsOffer:
    """The rows of the last time, each by field key: of persons only the columns that last, of what was
    reported within a longer period that is asked about now everything. `directive` is the newest source.
    """

    rows: tuple[Values, ...]
    directive: Directive
    on: date


@dataclass(slots=True)
class Offers:
    """`fields` by place: "header.KEY", or "BLOCK.KEY" of a part with one row; `rows` by block."""

    fields: dict[str, Offer] = field(default_factory=dict)
    rows: dict[str, RowsOffer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    place: str
    field: Field
    block: Block
    key: FieldKey


def offers_of(page: ReportPage) -> Offers:
    """Everything that can be offered on the page: seven queries, however large it is."""
    asked = list(_asked(page))
    lists = [place for place in page.places if place.block.repeat]
    likes = {one.block.likeness for one in asked if _in_part(one.key)} | {one.block.likeness for one in lists}
    keys = {one.key.pk for one in asked if one.key.kind == KeyClass.KNOWN and not _in_part(one.key)}
    body = page.parts[0].assignment.organization_id
    earlier = earlier_answers(body, likes=likes - {""}, keys=keys, but=page.directive)
    here = _answered_here(page, asked)
    found = Offers()
    for one in asked:
        offer = _offer(page, one, earlier, here)
        if offer is not None and _fits(one.field, offer.value):
            found.fields[one.place] = offer
    found.fields |= _carried_out(page)
    for place in lists:
        rounds = [each for each in earlier.rounds.get(place.block.likeness, []) if each.rows]
        offered = _rows(place, _told_already(page, rounds)) or _rows(place, rounds[:1], _lasting(place.block))
        if offered is not None:
            found.rows[place.key] = offered
    return found


def _carried_out(page: ReportPage) -> dict[str, Offer]:
    """For items that ask for a text in words of their own: what was held and linked to them."""
    texts = {part.assignment.task_id: place for part in page.parts if (place := _own_text(part))}
    if not texts:
        return {}
    held = summaries_about(page.parts[0].assignment.organization_id, texts)
    return {texts[task]: Offer(one.text, LINKED, one.last) for task, one in held.items()}


def _own_text(part: Part) -> str:
    """The place of the only long text of an item, where no word of the dictionary says what it holds."""
    texts = [
        (place, each)
        for place in part.places
        if not place.block.repeat and not place.is_shared
        for each in place.block.fields.all()
        if each.type == FieldType.LONGTEXT
    ]
    if len(texts) != 1 or texts[0][1].meaning is not None:
        return ""
    return f"{texts[0][0].key}.{texts[0][1].key}"


def _asked(page: ReportPage) -> Iterator[_Asked]:
    """The fields of one row that the dictionary knows and that are neither new nor shown as known."""
    for one in page.header:
        key = one.field.meaning
        if key and _may_offer(key) and key.fact not in page.known:
            yield _Asked(f"header.{one.key}", one.field, one.block, key)
    for place in page.places:
        for each in () if place.block.repeat or place.is_shared else place.block.fields.all():
            if each.meaning and _may_offer(each.meaning):
                yield _Asked(f"{place.key}.{each.key}", each, place.block, each.meaning)


def _may_offer(key: FieldKey) -> bool:
    return key.kind != KeyClass.NEW and key.reason != KeyReason.SENSITIVE


def _in_part(key: FieldKey) -> bool:
    return (key.scope in OF_A_PERSON and not key.fact) or key.key == PREVIOUS


def _lasting(block: Block) -> list[Field]:
    """The columns of a list that are offered again; none where no column names a person."""
    fields = [each for each in block.fields.all() if each.meaning and each.meaning.kind == KeyClass.KNOWN]
    names = any(each.meaning and each.meaning.scope == KeyScope.SUBJECT for each in fields)
    return fields if names else []


def _offer(page: ReportPage, one: _Asked, earlier: Earlier, here: Mapping[int, Answer]) -> Offer | None:
    """The best that is known: a register, this page, an earlier answer, or what follows from others."""
    if one.key.fact in page.known:
        fact = page.known[one.key.fact]
        return Offer(fact.value, fact.source, fact.on)
    if one.key.kind == KeyClass.DERIVED:
        return _derived(page, one)
    if _in_part(one.key):
        return _of_part(page, one, earlier.rounds.get(one.block.likeness, []))
    if one.key.pk in here:
        return Offer(here[one.key.pk].value, HERE)
    answer = earlier.by_key.get(one.key.pk)
    if answer is None:
        return None
    return Offer(answer.value, _named(answer.directive), answer.on, answer.directive)


def _named(directive: Directive) -> str:
    return directive.doc_number or str(directive)


def _of_part(page: ReportPage, one: _Asked, rounds: Sequence[Round]) -> Offer | None:
    """From the same part of the last round; a figure of the year before from this year's column then."""
    label = one.field.label
    if one.key.key == PREVIOUS:
        outer = label.rpartition("/")[0]
        pairs = {each.label.rpartition("/")[0]: each for each in one.block.fields.all() if _is_current(each)}
        if outer not in pairs:
            return None
        label = pairs[outer].label
        rounds = [each for each in rounds if _is_year_before(page.directive, each.directive)]
    for each in rounds:
        value = each.rows[0].get(label) if len(each.rows) == 1 else None
        if value not in (None, "", []):
            return Offer(value, _named(each.directive), each.on, each.directive)
    return None


def _is_current(each: Field) -> bool:
    return each.meaning is not None and each.meaning.key == CURRENT


def _is_year_before(directive: Directive, other: Directive) -> bool:
    """By the periods in their titles, where either names none by the years in which they went out."""
    now, then = period_of(directive.title), period_of(other.title)
    if now and then:
        return now.is_year_after(then)
    years = [
        (each.published_at or each.registered_at).astimezone(clock.CHINA).year for each in (directive, other)
    ]
    return years[0] - 1 == years[1]


def _derived(page: ReportPage, one: _Asked) -> Offer | None:
    if one.key.key == "filled_on":
        return Offer(clock.today().isoformat(), TODAY)
    if one.key.key == "period":
        found = period_of(page.directive.title)
        return Offer(found.text, FROM_TITLE) if found else None
    return _sum(page, one)


def _sum(page: ReportPage, one: _Asked) -> Offer | None:
    """The total of the fields under the same inner label, once all that must be there are."""
    inner = one.field.label.rpartition("/")[2]
    parts = [each for each in one.block.fields.all() if each.pk != one.field.pk]
    parts = [each for each in parts if each.label.rpartition("/")[2] == inner]
    row = _row_here(page, one.place.partition(".")[0])
    try:
        numbers = [float(str(row[each.key])) for each in parts]
    except (KeyError, ValueError):
        return None
    total = round(sum(numbers), 6)
    return Offer(int(total) if total == int(total) else total, COUNTED) if numbers else None


def _row_here(page: ReportPage, block: str) -> Values:
    report = page.report or Report()
    rows = report.draft.get(block, {}).get("rows", [])
    values: Values = rows[0].get("values", {}) if rows else {}
    return values


def _answered_here(page: ReportPage, asked: Sequence[_Asked]) -> dict[int, Answer]:
    """What stands on this page already: the same is not asked twice in one notice."""
    report = page.report or Report()
    found: dict[int, Answer] = {}
    for one in asked:
        block, _dot, key = one.place.partition(".")
        value = (report.header if block == "header" else _row_here(page, block)).get(key)
        if value not in (None, "", []):
            found.setdefault(one.key.pk, Answer(value, page.directive, clock.today()))
    return found


def _told_already(page: ReportPage, rounds: Sequence[Round]) -> list[Round]:
    """Rounds on parts of the period that is asked about now: the newest, and others beside it."""
    whole = period_of(page.directive.title)
    chosen: list[tuple[Round, Period]] = []
    for each in rounds:
        part = period_of(each.directive.title)
        if whole and part and whole.holds(part) and not any(part.overlaps(other) for _r, other in chosen):
            chosen.append((each, part))
    return [each for each, _part in sorted(chosen, key=lambda pair: pair[1].first)]


def _rows(
    place: BlockPlace, rounds: Sequence[Round], fields: Sequence[Field] | None = None
) -> RowsOffer | None:
    """The rows of these rounds with these columns, or with all that may be kept."""
    if fields is None:
        fields = [each for each in place.block.fields.all() if _may_keep(each)]
    if not rounds:
        return None
    rows = [
        {each.key: row[each.label] for each in fields if row.get(each.label) not in (None, "", [])}
        for one in rounds
        for row in one.rows
    ]
    kept = tuple(row for row in rows if row)
    newest = max(rounds, key=lambda one: one.on)
    return RowsOffer(kept, newest.directive, newest.on) if kept else None


def _may_keep(each: Field) -> bool:
    sensitive = each.meaning is not None and each.meaning.reason == KeyReason.SENSITIVE
    return not sensitive and each.type not in (FieldType.FILE, FieldType.PHOTO)


def _fits(asked: Field, value: object) -> bool:
    """Whether a value of another sheet can stand in this field."""
    if asked.type == FieldType.CHOICE:
        return value in asked.options
    if asked.type == FieldType.MULTICHOICE:
        return isinstance(value, list) and set(value) <= set(asked.options)
    if asked.type in (FieldType.FILE, FieldType.PHOTO) or isinstance(value, list):
        return False
    if asked.type == FieldType.DATE:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)))
    return asked.type != FieldType.NUMBER or isinstance(value, int | float)
