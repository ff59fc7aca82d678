"""Versions, to whom they went, and which of their sources were withdrawn since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.manuscripts.enums import VersionState
from quanjing.manuscripts.models import Answer, Compilation, Forward, Version, VersionSource, Withdrawal
from quanjing.manuscripts.queries.visible import compilations_visible_to
from quanjing.manuscripts.queries.words import title_of
from quanjing.manuscripts.queries.writing import entries_with_words
from quanjing.submissions.models import Entry


@dataclass(frozen=True, slots=True)
class LateWithdrawal:
    """An entry that was withdrawn after it stood in versions: their numbers."""

    entry: Entry
    unit: str
    title: str
    withdrawal: Withdrawal
    versions: tuple[int, ...]


def versions_of(compilation: Compilation) -> list[Version]:
    """All versions without their content, the newest first, with the log and the answers: three queries."""
    answers = Prefetch("answers", Answer.objects.select_related("file"))
    forwards = Forward.objects.prefetch_related(answers)
    return list(compilation.versions.defer("content").prefetch_related(Prefetch("forwards", forwards)))


def get_version(compilation: Compilation, number: int) -> Version:
    """One version. Raises `Missing`."""
    found = compilation.versions.filter(number=number).first()
    if found is None:
        raise Missing
    return found


def get_forward(compilation: Compilation, code: str) -> Forward:
    """One line of the log. Raises `Missing`."""
    found = Forward.objects.filter(version__compilation=compilation, code=code)
    forward = found.select_related("version__compilation__organization").first()
    if forward is None:
        raise Missing
    return forward


def waiting_versions(actor: Actor) -> QuerySet[Version]:
    """What waits for the actor's approval, the oldest first."""
    if not actor.may(Right.CONFIRM):
        return Version.objects.none()
    found = Version.objects.filter(compilation__in=compilations_visible_to(actor), state=VersionState.WAITING)
    return found.select_related("compilation__directive").order_by("asked_at", "pk")


def late_withdrawals(compilation: Compilation) -> list[LateWithdrawal]:
    """Entries of frozen versions that their units withdrew later: three queries."""
    stood: dict[int, list[int]] = defaultdict(list)
    rows = VersionSource.objects.filter(version__compilation=compilation, entry__withdrawal__isnull=False)
    for entry_id, number in rows.order_by("version__number").values_list("entry_id", "version__number"):
        if number not in stood[entry_id]:
            stood[entry_id].append(number)
    found = entries_with_words().select_related("withdrawal").filter(pk__in=stood)
    return [
        LateWithdrawal(
            entry,
            entry.submission.assignment.organization.name,
            title_of(entry),
            entry.withdrawal,
            tuple(stood[entry.pk]),
        )
        for entry in found.order_by("withdrawal__made_at", "pk")
    ]
