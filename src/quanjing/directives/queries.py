"""Directives as their issuing body and its superiors see them; addressees are added by `tasks.queries`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.paths import in_subtree

NOT_IN_FORCE = (DirectiveState.FAILED, DirectiveState.RECALLED)
FACTS = ("doc_number", "title", "issuers", "addressees", "issued_on")  # of the frame, in this order


def issued_within(actor: Actor) -> Q:
    """The condition that a directive was issued in the subtree that the actor's post may read.

    The head of a body, who approves what it publishes, sees what it issued or prepares.
    """
    if not actor.reads_subtree:
        return Q(organization=actor.organization_id) if actor.may(Right.CONFIRM) else Q(pk__in=[])
    return in_subtree(actor.path, "organization__")


def same_document(directive: Directive) -> Directive | None:
    """The directive of the same body that already has this number and these issuers, if any."""
    if not directive.doc_number:
        return None
    others = Directive.objects.filter(organization=directive.organization, doc_number=directive.doc_number)
    others = others.exclude(pk=directive.pk).exclude(state__in=NOT_IN_FORCE)
    if directive.pk:
        others = others.filter(pk__lt=directive.pk)
    same = (other for other in others.order_by("pk") if _same_issuers(other.issuers, directive.issuers))
    return next(same, None)


def _same_issuers(one: list[str], other: list[str]) -> bool:
    return not one or not other or set(one) == set(other)


def doubts_read(notice: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the engine was unsure of: {"code", "en", "zh", "task", "span"}.

    Readings from before doubts had codes hold English sentences; each is its own code and its words.
    """
    facts = notice.get("facts") or {}
    if "doubts" in facts:
        return list(facts["doubts"])
    return [{"code": words, "en": words, "zh": words} for words in notice.get("warnings") or ()]


def value_of(directive: Directive, fact: str) -> Any:
    """A fact of the frame as it now stands, in the JSON of a notice; sheets of attachments by code."""
    if fact == "contacts":
        corrected = directive.corrected.get(fact)
        return corrected["value"] if corrected else list(directive.notice.get(fact) or ())
    if fact == "attachments":
        rows = directive.attachments.select_related("sheet").order_by("position")
        return [
            {
                "title": row.title,
                "span": None if row.start is None else [row.start, row.end],
                "sheet": row.sheet.code if row.sheet else None,
            }
            for row in rows
        ]
    if fact == "issued_on":
        return directive.issued_on.isoformat() if directive.issued_on else None
    return getattr(directive, fact)


def spans_of(directive: Directive, fact: str) -> list[tuple[int, int]]:
    """Where a fact of the frame stands: as a person marked it, else as it was read."""
    corrected = directive.corrected.get(fact)
    if corrected:
        return [(start, end) for start, end in corrected["spans"]]
    found = (directive.notice.get("facts") or {}).get(fact) or []
    parts = found if isinstance(found, list) else [found]
    return [(part["span"][0], part["span"][1]) for part in parts if part.get("span")]
