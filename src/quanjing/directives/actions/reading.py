"""A directive is opened with its file and filled with what the engine read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from gongwen.facade import examine, notice_as_json, read_notice
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Attachment, Directive, DirectiveItem
from quanjing.directives.queries import FACTS, doubts_read, same_document
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.sheets.actions import create_template

# Doubts of the engine that the doubts of facts and tasks say already.
COVERED = frozenset({"no_title", "no_addressees", "no_issue_date", "no_date", "year_not_settled"})


def read(*, name: str, data: bytes, patiently: bool = False) -> dict[str, Any]:
    """What the engine reads in a file: the JSON form of the notice.

    Args:
        name: the file's name.
        data: its bytes.
        patiently: pictures may be recognized and old formats converted, which takes seconds a page;
            only the worker has that time.

    Raises:
        gongwen.errors.GongwenError: the file cannot be read; nothing was stored. Without `patiently`
            MissingRecognizer, MissingConverter and TextlessDocument say that it could be worth it.
    """
    options = replace(options_for(name), recognize=patiently, convert=patiently)
    notice = notice_as_json(read_notice(data, name=name, options=options))
    if patiently:  # a classification mark in a picture is seen only once it is read
        text = str(notice["text"]).encode()
        examine(text, name="recognized.txt", options=replace(options, max_bytes=len(text) + 1))
    return notice


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


def _doubts(directive: Directive, notice: Mapping[str, Any]) -> dict[str, str]:
    """Fact -> code of the reason: what is missing, what the engine was unsure of, and its other doubts.

    The latter are "warning.1", "warning.2" …, by their place in the notice's list of doubts, where
    their words, task and place in the text are. Older readings had sentences only; they stand as such.
    """
    facts = notice.get("facts") or {}
    doubts: dict[str, str] = {}
    for name in FACTS:
        found = facts.get(name) or {}
        parts = found if isinstance(found, list) else [found]
        unsure = [part["doubt"]["code"] for part in parts if part.get("doubt")]
        if not getattr(directive, name) and name != "issuers":
            doubts[name] = "missing"
        elif unsure:
            doubts[name] = unsure[0]
    said = COVERED | set(doubts.values())
    others = enumerate(doubts_read(notice), start=1)
    return doubts | {f"warning.{place}": one["code"] for place, one in others if one["code"] not in said}


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
