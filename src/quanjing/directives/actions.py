"""Steps of the actions in `tasks.actions`, which check rights and leave the audit entry.

A directive is opened with its file, filled with what the engine read, and corrected by a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gongwen.facade import notice_as_json, read_notice
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Attachment, Directive, DirectiveItem
from quanjing.directives.queries import same_document
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.sheets.actions import create_template

# Warnings of the engine that the doubts of facts and tasks say already.
COVERED = re.compile(
    r"No (?:title|addressees) (?:was|were) found\.|No full date of issue was found\."
    r"|Task \d+ asks for something without a date\."
    r"|The date of task \d+ has no year that the notice settles\."
)
FACTS = ("doc_number", "title", "addressees", "issued_on")
CORRECTABLE = frozenset({*FACTS, "day_end"})
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")


def read(*, name: str, data: bytes) -> dict[str, Any]:
    """What the engine reads in a file: the JSON form of the notice.

    Raises:
        gongwen.errors.GongwenError: the file cannot be read; nothing was stored.
    """
    return notice_as_json(read_notice(data, name=name, options=options_for(name)))


def open_directive(*, actor: Actor) -> Directive:
    """A directive of the actor's own body in the state READING, still without its file."""
    body = Organization.objects.get(pk=actor.organization_id)
    return Directive.objects.create(
        organization=body,
        day_end=body.day_end,
        registered_by_id=actor.post_id,
        registered_at=clock.now(),
    )


@transaction.atomic
def fill(*, directive: Directive, notice: Mapping[str, Any]) -> tuple[list[DirectiveItem], list[Attachment]]:
    """Take over what the engine read: columns, doubts, items (one a request) and attachments with sheets.

    Returns:
        The item of each of the notice's tasks, in their order (two tasks of one sentence share one),
        and the attachments in theirs.
    """
    directive.notice = dict(notice)
    directive.text = notice["text"]
    directive.doc_number = (notice.get("doc_number") or "")[:100]
    directive.title = (notice.get("title") or "")[:500]
    directive.kind = (notice.get("kind") or "")[:20]
    directive.issuers = list(notice.get("issuers") or ())
    directive.addressees = list(notice.get("addressees") or ())
    issued = notice.get("issued_on")
    directive.issued_on = date.fromisoformat(issued) if issued else None
    directive.doubts = _doubts(directive, notice)
    directive.duplicate_of = same_document(directive)
    directive.state = DirectiveState.READ
    directive.save()
    return _items(directive, notice), _attachments(directive, notice)


def correct(*, directive: Directive, changes: Mapping[str, Any]) -> None:
    """Set facts as a person says; a fact that is set needs no confirmation any more.

    Raises:
        Invalid: an unknown fact, or a value that the fact cannot have.
    """
    problems = [
        Problem(name, _("This cannot be changed here.")) for name in changes if name not in CORRECTABLE
    ]
    values: dict[str, Any] = {}
    for name in CORRECTABLE & set(changes):
        try:
            values[name] = _clean(name, changes[name])
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    if problems:
        raise Invalid(problems)
    for name, value in values.items():
        setattr(directive, name, value)
    directive.doubts = {name: why for name, why in directive.doubts.items() if name not in values}
    directive.duplicate_of = same_document(directive)


def _clean(name: str, value: Any) -> Any:
    if name == "addressees":
        parts = re.split(r"[、，；\n;]", value) if isinstance(value, str) else list(value or ())
        return [str(part).strip()[:200] for part in parts if str(part).strip()]
    if name == "issued_on":
        if value in (None, ""):
            return None
        return value if isinstance(value, date) else _day(str(value))
    text = str(value or "").strip()
    if name == "day_end" and not _TIME.fullmatch(text):
        raise ValueError(_("A time of day such as 17:00, at most 24:00."))
    if name == "title" and not text:
        raise ValueError(_("A directive needs a title."))
    return text[: 500 if name == "title" else 100]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("A date such as 2026-09-15.")) from None


def _doubts(directive: Directive, notice: Mapping[str, Any]) -> dict[str, str]:
    """Fact -> reason: what is missing, what the engine was unsure of, and each of its warnings."""
    facts = notice.get("facts") or {}
    doubts: dict[str, str] = {}
    for name in FACTS:
        found = facts.get(name) or {}
        parts = found if isinstance(found, list) else [found]
        unsure = [part["doubt"]["en"] for part in parts if part.get("doubt")]
        if not getattr(directive, name):
            doubts[name] = "missing"
        elif unsure:
            doubts[name] = unsure[0]
    said = [text for text in notice.get("warnings") or () if not COVERED.fullmatch(text)]
    new = [text for text in said if text not in doubts.values()]
    return doubts | {f"warning.{place}": text for place, text in enumerate(new, start=1)}


def _items(directive: Directive, notice: Mapping[str, Any]) -> list[DirectiveItem]:
    by_span: dict[tuple[int, int], DirectiveItem] = {}
    for task in notice["tasks"]:
        span = (task["span"][0], task["span"][1])
        by_span.setdefault(
            span,
            DirectiveItem(
                directive=directive,
                position=len(by_span) + 1,
                start=span[0],
                end=span[1],
                text=task["text"],
                section=list(task.get("section") or ()),
                purpose=task.get("purpose") or "",
                content=task.get("content") or "",
            ),
        )
    DirectiveItem.objects.bulk_create(by_span.values())
    return [by_span[task["span"][0], task["span"][1]] for task in notice["tasks"]]


def _attachments(directive: Directive, notice: Mapping[str, Any]) -> list[Attachment]:
    made = []
    for position, shape in enumerate(notice.get("attachments") or (), start=1):
        span = shape.get("span")
        sheet = shape.get("sheet")
        attachment = Attachment(
            directive=directive,
            position=position,
            title=shape["title"][:300],
            start=span[0] if span else None,
            end=span[1] if span else None,
            sheet=create_template(sheet=sheet) if sheet and sheet.get("blocks") else None,
        )
        made.append(attachment)
    return Attachment.objects.bulk_create(made)
