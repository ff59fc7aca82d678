"""Evidence of a line: a record of the platform, a file or a link. One piece counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.assessment.actions.answering import locked_body
from quanjing.assessment.enums import EvidenceKind, Source
from quanjing.assessment.models import Assessed, Evidence
from quanjing.assessment.queries import lines_of, tree_of
from quanjing.assessment.rules import can_fill, is_editable
from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.foundation.months import month_end
from quanjing.foundation.refusing import refusals
from quanjing.foundation.worklog import Logged, Scope, source_of, sources

MOST = 20  # pieces on a line
RECORDS = 200  # that are offered
SCHEMES = ("http", "https")


@transaction.atomic
def add_record(
    *, actor: Actor, assessed: Assessed, key: str, source: str, record_key: str, again: str = ""
) -> Evidence:
    """A record of the body from the months of the scheme.

    Raises `Denied`, `WrongState`, `Missing`; `Invalid` for a piece that counts elsewhere already.
    """
    current = _open(actor, assessed, key)
    found = next((one for one in records_of(current, source) if one.key == record_key), None)
    if found is None:
        raise Missing
    label = f"{found.day.isoformat()} {found.matter}"[:300]
    piece = Evidence(
        kind=EvidenceKind.RECORD, label=label, link=found.link, same_as=f"record:{source}:{record_key}"[:100]
    )
    return _add(actor, current, key, piece, again)


@transaction.atomic
def add_file(
    *, actor: Actor, assessed: Assessed, key: str, name: str, data: bytes, again: str = ""
) -> Evidence:
    """An uploaded file; the same bytes under another name are the same piece.

    Raises as `add_record`, and a GongwenError for a file that is refused.
    """
    current = _open(actor, assessed, key)
    file = store(actor=actor, name=name, data=data)
    piece = Evidence(kind=EvidenceKind.FILE, label=file.name, file=file, same_as=f"file:{file.sha256}")
    return _add(actor, current, key, piece, again)


@transaction.atomic
def add_link(
    *, actor: Actor, assessed: Assessed, key: str, link: str, label: str = "", again: str = ""
) -> Evidence:
    """A page elsewhere. Raises as `add_record`."""
    current = _open(actor, assessed, key)
    link = link.strip()
    parts = urlsplit(link)
    if parts.scheme not in SCHEMES or not parts.netloc or len(link) > 500:
        raise Invalid([Problem("link", _("A link begins with https:// and has at most 500 characters."))])
    problems = refusals("label", label)
    if problems:
        raise Invalid(problems)
    same = re.sub(r"^www\.", "", parts.netloc.lower()) + parts.path.rstrip("/") + parts.query
    piece = Evidence(
        kind=EvidenceKind.LINK, label=(label.strip() or link)[:300], link=link, same_as=f"link:{same}"[:100]
    )
    return _add(actor, current, key, piece, again)


@transaction.atomic
def drop_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Take a piece away from a draft. Raises `Denied`, `WrongState`."""
    current = _open(actor, evidence.assessed, evidence.key)
    detail = {"key": evidence.key, "label": evidence.label}
    Evidence.objects.filter(pk=evidence.pk).delete()
    record(actor=actor, verb="assessment.drop_evidence", on=current, detail=detail)


def records_of(assessed: Assessed, only: str = "") -> list[Logged]:
    """What the body has on record in the months of the scheme, the newest first: a query a source."""
    scheme = assessed.scheme
    scope = Scope(assessed.organization.path, scheme.facts_from, month_end(scheme.facts_to), subtree=False)
    chosen = [source_of(only)] if only else sources()
    found = [one.logged(thing) for one in chosen if one is not None for thing in one.things(scope)[:RECORDS]]
    return sorted(found, key=lambda one: one.day, reverse=True)[: RECORDS if not only else None]


def _same(assessed: Assessed, same_as: str) -> Sequence[Evidence]:
    return list(Evidence.objects.filter(assessed=assessed, same_as=same_as))


def _open(actor: Actor, assessed: Assessed, key: str) -> Assessed:
    current = locked_body(assessed)
    if not can_fill(actor, current):
        raise Denied
    if not is_editable(current):
        raise WrongState
    line = lines_of(tree_of(current.scheme)).get(key)
    if line is None or line.indicator.source == Source.DESK:
        raise Missing
    return current


def _add(actor: Actor, assessed: Assessed, key: str, piece: Evidence, again: str) -> Evidence:
    there = _same(assessed, piece.same_as)
    labels = {one.indicator.key: one.indicator.label for one in tree_of(assessed.scheme)}
    if any(one.key == key for one in there):
        raise Invalid([Problem("evidence", _("This piece stands in this line already."))])
    if there and not again.strip():
        where = labels[there[0].key]
        words = _("This piece is counted in “%(where)s” already. Say why it is used again, or leave it out.")
        raise Invalid([Problem("again", words % {"where": where})])
    if Evidence.objects.filter(assessed=assessed, key=key).count() >= MOST:
        raise Invalid([Problem("evidence", _("At most %(count)d pieces on a line.") % {"count": MOST})])
    piece.assessed, piece.key, piece.added_at = assessed, key, clock.now()
    piece.again_reason = again.strip()[:300] if there else ""
    piece.by_name = actor.signature
    piece.save()
    detail = {"key": key, "label": piece.label, "again": piece.again_reason}
    record(actor=actor, verb="assessment.add_evidence", on=assessed, detail=detail)
    return piece
