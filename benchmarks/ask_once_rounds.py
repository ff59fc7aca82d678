"""One sheet handed out once: what the product offers against what is true, and the answers that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ask_once_world import CHANGE, MONTH, Society
from django.db import transaction

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.actions import correct_fact
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import HEADER, Block, Field
from quanjing.submissions.actions import submit_answers
from quanjing.submissions.actions.owners import pass_on_corrections
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Report, Submission
from quanjing.submissions.queries import Offer, ReportPage, offers_of, page_of_report
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.periods import period_of
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task

if TYPE_CHECKING:
    from ask_once import Score

Values = dict[str, Any]
RATES = {"unit": "unit", "post": "post", "person": "person", "earlier": "earlier"}
# who signs in is who fills in; class and level are the office's own to say
STAYS = ("organization.class", "organization.level", "filler.name", "filler.post")


@dataclass(frozen=True)
class Round:
    """`outside` classes fields that the dictionary does not know: (sheet, block, label) -> row."""

    sheet: str
    template: Mapping[str, Any]
    period: str
    month: int
    outside: Mapping[tuple[str, str, str], Mapping[str, str]]
    officer: Actor
    at: datetime
    rates: Mapping[tuple[str, str], float]  # (block, label) -> share of given returns that answer it

    @property
    def title(self) -> str:
        return f"关于报送{self.period}{self.template['title']}的通知"

    def is_left_empty(self, society: Society, block: Block, asked: Field) -> bool:
        """Whether a field that is new each time gets no answer, as often as in the given returns."""
        if self.lasts(block, asked):
            return False
        heading = block.label if block.label != self.template["title"] else ""
        return society.chance.random() >= self.rates.get((heading, asked.label), 1.0)

    def lasts(self, block: Block, asked: Field) -> bool:
        """Whether a field is known or derived."""
        if asked.meaning is not None:
            return asked.meaning.kind in ("known", "derived")
        heading = block.label if block.label != self.template["title"] else ""
        row = self.outside.get((self.sheet, heading, asked.label))
        return row is not None and row["class"] in ("known", "derived")


def hold_round(this: Round, societies: Sequence[Society], bad: set[tuple[int, str, str]], real: int) -> Score:
    """Hand out, look at what is offered, correct, answer; returns how the offers met the truth."""
    from ask_once import Score

    directive = hand_out(this, societies)
    score, late = Score(), []
    for place, society in enumerate(societies):
        page = page_of_report(society.actor, directive.code)
        offers = offers_of(page)
        header = one_row(this, society, page, [(one.block, one.field) for one in page.header])
        for one in page.header:
            fact = one.field.meaning.fact if one.field.meaning else ""
            offer = offers.fields.get(f"header.{one.key}")
            shown = page.known[fact].value if fact in page.known else offer.value if offer else None
            measure(this, score, bad, society, one.block, one.field, shown, header[one.field.key])
            if fact in page.known and as_text(shown) != as_text(header[one.field.key]):
                value = as_text(header[one.field.key])
                correct_fact(actor=society.actor, organization=society.body, fact=fact, value=value)
        answers: Values = {}
        for part in page.places:
            fields = list(part.block.fields.all())
            if part.block.repeat:
                answers[part.key] = rows = list_rows(this, society, part.block)
                offered = offers.rows[part.key].rows if part.key in offers.rows else ()
                measure_list(this, score, bad, society, part.block, offered, rows)
                continue
            row = one_row(this, society, page, [(part.block, each) for each in fields])
            sums = sums_of(page, part.key, row) if any(is_sum(each) for each in fields) else {}
            for each in fields:
                offer = (sums if is_sum(each) else offers.fields).get(f"{part.key}.{each.key}")
                shown = offer.value if offer else None
                measure(this, score, bad, society, part.block, each, shown, row[each.key])
            answers[part.key] = [row]
        late.append((page, header, answers))
        if place % real == 0:
            asked = {one.field.key: header[one.field.key] for one in page.header}
            assignment = page.parts[0].assignment
            submit_answers(actor=society.actor, assignment=assignment, answers={"header": [asked], **answers})
            late.pop()
    in_bulk(this, societies, late)
    return score


def is_sum(asked: Field) -> bool:
    return asked.meaning is not None and asked.meaning.key == "sum"


def sums_of(page: ReportPage, part: str, row: Values) -> Mapping[str, Offer]:
    """What is offered once the rest of a part stands there."""
    draft = {part: {"rows": [{"values": row}]}}
    return offers_of(replace(page, report=Report(draft=draft))).fields


def hand_out(this: Round, societies: Sequence[Society]) -> Directive:
    """A published notice with one task and a new template, as the office would send it."""
    blocks = [dict(block) for block in this.template["blocks"]]
    for block in blocks:
        block["fields"] = [
            {
                **each,
                "required": each["type"] not in ("file", "photo")
                and this.rates.get((block["label"] or "", each["label"]), 1.0) == 1.0,
            }
            for each in block["fields"]
        ]
    if len(blocks) > 1 and not blocks[0]["label"] and not blocks[0]["repeat"]:
        blocks[0]["key"] = HEADER
    directive = Directive.objects.create(
        organization_id=this.officer.organization_id, state=DirectiveState.PUBLISHED, title=this.title,
        doc_number=f"示科协〔{this.at.year}〕{this.month}号", day_end="24:00", registered_at=this.at,
        published_at=this.at, registered_by_id=this.officer.post_id, published_by_id=this.officer.post_id,
    )  # fmt: skip
    template = create_template(sheet={"title": this.template["title"], "blocks": blocks})
    task = Task.objects.create(directive=directive, position=1, name=this.template["title"], assign=True)
    task.blocks.set(template.blocks.exclude(key=HEADER))
    Assignment.objects.bulk_create(
        Assignment(task=task, organization=one.body, directive=directive, changed_at=this.at)
        for one in societies
    )
    return directive


def one_row(this: Round, society: Society, page: ReportPage, fields: Sequence[tuple[Block, Field]]) -> Values:
    """The true answers of a part with one row."""
    row: Values = {}
    for block, asked in fields:
        empty = this.is_left_empty(society, block, asked)
        row[asked.key] = "" if empty else true_value(this, society, page, block, asked)
    for _block, asked in fields:
        if is_sum(asked):
            inner = asked.label.rpartition("/")[2]
            alike = [each.key for _b, each in fields if each.label.rpartition("/")[2] == inner]
            others = [row[key] for key in alike if key != asked.key and row[key] != ""]
            row[asked.key] = sum(others) if others else row[asked.key]
    return row


def true_value(this: Round, society: Society, page: ReportPage, block: Block, asked: Field) -> object:
    key, stem = asked.meaning, asked.label[-6:]
    made = (asked.type, stem, list(asked.options))
    if key is None:
        if not this.lasts(block, asked):
            return society.made(*made)
        name = f"{this.sheet}:{block.label}:{asked.label}"
        return society.value(name, asked.type, "earlier", this.month, stem, list(asked.options))
    if key.key == "filled_on":
        return this.at.date().isoformat()
    if key.key == "period":
        found = period_of(this.title)
        return found.text if found else this.period
    if key.key in ("figure.current", "figure.previous"):
        return figure(this, society, block, asked, key.key == "figure.previous")
    if key.kind != "known":
        return society.made(*made)
    if key.scope in ("subject", "row") and not key.fact:
        name, rate = f"{block.likeness}:{asked.label}", "applicant"
    else:
        name, rate = key.fact or key.key, RATES[key.reason]
    if key.fact in STAYS and key.fact in page.known:
        return page.known[key.fact].value
    if key.fact in page.known and name not in society.truth:
        society.truth[name] = page.known[key.fact].value  # the register starts out right
    return society.value(name, asked.type, rate, this.month, stem, list(asked.options))


def figure(this: Round, society: Society, block: Block, asked: Field, before: bool) -> object:
    """This year's figure is new; that of the year before is what was answered then for the same months."""
    period = period_of(this.title)
    assert period is not None
    year = period.year - 1 if before else period.year
    name = f"{block.likeness}:{asked.label.rpartition('/')[0]}:{year}:{period.first}-{period.last}"
    return society.truth.setdefault(name, 1000 + next(society.serial))


def list_rows(this: Round, society: Society, block: Block) -> list[Values]:
    """Persons of a list, replaced one by one as years go; other rows are what happened within the period."""
    fields = list(block.fields.all())
    names = any(each.meaning is not None and each.meaning.scope == "subject" for each in fields)
    held = society.lists.setdefault(block.likeness, [])
    if not names:
        return happened(this, society, block, fields)
    since = this.month - society.seen.get(block.likeness, this.month)
    society.seen[block.likeness] = this.month
    lasting = [each for each in fields if this.lasts(block, each)]
    while len(held) < 3:
        held.append({each.key: person(society, each) for each in lasting})
    for place in range(len(held)):
        if any(society.chance.random() < CHANGE["person"] * MONTH for _ in range(since)):
            held[place] = {each.key: person(society, each) for each in lasting}
    new = [each for each in fields if each not in lasting]
    return [{**row, **{each.key: cell(this, society, block, each) for each in new}} for row in held]


def cell(this: Round, society: Society, block: Block, asked: Field) -> object:
    return "" if this.is_left_empty(society, block, asked) else person(society, asked)


def person(society: Society, asked: Field) -> object:
    return society.made(asked.type, asked.label[-6:], list(asked.options))


def happened(this: Round, society: Society, block: Block, fields: Sequence[Field]) -> list[Values]:
    """Three rows a quarter; a period from January holds those of the quarters before it."""
    period = period_of(this.title)
    assert period is not None
    rows: list[Values] = []
    for quarter in range((period.first + 2) // 3, (period.last + 2) // 3 + 1):
        name = f"{block.likeness}:{period.year}:{quarter}"
        if name not in society.lists:
            society.lists[name] = [
                {each.key: cell(this, society, block, each) for each in fields} for _ in range(3)
            ]
        rows += society.lists[name]
    return [dict(row) for row in rows]


def measure(
    this: Round,
    score: Score,
    bad: set[tuple[int, str, str]],
    society: Society,
    block: Block,
    asked: Field,
    shown: object,
    true: object,
) -> None:
    if true == "" and shown is None:
        return  # nothing to answer, nothing shown
    right = shown is not None and as_text(shown) == as_text(true)
    score.met(this.lasts(block, asked), float(right))
    if shown is not None and not right:
        name = asked.meaning.key if asked.meaning else f"{block.likeness}:{asked.label}"
        wrong(score, bad, society, name, as_text(shown))


def measure_list(
    this: Round,
    score: Score,
    bad: set[tuple[int, str, str]],
    society: Society,
    block: Block,
    offered: Sequence[Mapping[str, object]],
    rows: Sequence[Values],
) -> None:
    """Offered rows against true ones: a row is known again by its first cell."""
    fields = list(block.fields.all())
    left = [dict(row) for row in offered]
    met = dict.fromkeys([each.key for each in fields], 0)
    for row in rows:
        first = next((each.key for each in fields if any(each.key in one for one in left)), None)
        same = next((one for one in left if first and as_text(one.get(first)) == as_text(row[first])), None)
        if same is None:
            continue
        left.remove(same)
        for key, value in same.items():
            if value == "" and row[key] == "":
                continue
            if as_text(value) == as_text(row[key]):
                met[key] += 1
            else:
                wrong(score, bad, society, f"{block.likeness}:{key}", as_text(value))
    for one in left:
        wrong(score, bad, society, block.likeness, as_text(next(iter(one.values()))))
    for each in fields:
        answered = sum(row[each.key] != "" for row in rows)
        if answered:
            score.met(this.lasts(block, each), met[each.key] / answered)


def wrong(score: Score, bad: set[tuple[int, str, str]], society: Society, name: str, value: str) -> None:
    """Once wrong it is corrected; wrong in the same way again would be a fault of ours."""
    score.wrong += 1
    score.again += (society.body.pk, name, value) in bad
    bad.add((society.body.pk, name, value))


@transaction.atomic
def in_bulk(
    this: Round, societies: Sequence[Society], late: Sequence[tuple[ReportPage, Values, Values]]
) -> None:
    """What `submit_answers` writes, for many societies at once."""
    rows = []
    actors = {one.body.pk: one.actor for one in societies}
    for page, header, answers in late:
        parts = [(part.block, answers[part.key][0]) for part in page.places if not part.block.repeat]
        actor = actors[page.parts[0].assignment.organization_id]
        pass_on_corrections(actor=actor, page=page, rows=parts)
        names = {one.field.key: one.key for one in page.header}
        submission = Submission(
            assignment=page.parts[0].assignment, version=1, state=SubmissionState.SUBMITTED,
            header={names[key]: value for key, value in header.items()}, submitted_name="经办人",
            submitted_at=this.at,
        )  # fmt: skip
        rows.append((submission, page, answers))
    Submission.objects.bulk_create([submission for submission, _page, _answers in rows])
    Entry.objects.bulk_create(
        Entry(submission=submission, block=part.block, row=number, values=values)
        for submission, page, answers in rows
        for part in page.places
        for number, values in enumerate(answers[part.key], start=1)
    )
    pks = [submission.assignment_id for submission, _page, _answers in rows]
    Assignment.objects.filter(pk__in=pks).update(state=State.SUBMITTED, submitted_at=this.at)
