"""A unit withdraws what it had suggested: before forwarding it is taken out, afterwards it is noted."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.manuscripts.actions.sorting import leave_group
from quanjing.manuscripts.actions.telling import tell_posts
from quanjing.manuscripts.actions.versions import make_void
from quanjing.manuscripts.actions.writing import released
from quanjing.manuscripts.models import Compilation, Version, Withdrawal
from quanjing.manuscripts.rules import can_withdraw
from quanjing.submissions.models import Entry


@transaction.atomic
def withdraw(*, actor: Actor, entry: Entry, reason: str = "") -> Withdrawal:
    """Withdraw an entry from every manuscript: it leaves pool and points, these are to be re-checked.

    A version that waits for the head is void if the entry stands in it; one that was approved cannot be
    passed on for the first time. What was passed on stays as it is; the log shows in which versions it stood.

    Raises: `Denied` for another unit's entry; `WrongState` where it was withdrawn before.
    """
    if not can_withdraw(actor, entry):
        raise Denied
    concerned = list(_concerned(entry))  # locked in the order of their keys
    Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if Withdrawal.objects.filter(entry=entry).exists():
        raise WrongState
    made = Withdrawal.objects.create(
        entry=entry, reason=reason.strip()[:500], made_name=actor.signature, made_at=clock.now()
    )
    for compilation in concerned:
        leave_group(compilation, entry)
        places = released(actor, compilation, [entry.pk], recheck=True)
        if Version.objects.filter(compilation=compilation, state="waiting", sources__entry=entry).exists():
            make_void(compilation)
        _tell_editor(entry, compilation, len(places))
    detail = {"manuscripts": [one.code for one in concerned], "reason": made.reason}
    record(actor=actor, verb="manuscripts.withdraw", on=entry, detail=detail)
    return made


def _concerned(entry: Entry) -> list[Compilation]:
    """The manuscripts in which the entry stands or stood, or in whose pool it was merged."""
    assignment = entry.submission.assignment
    found = Compilation.objects.select_for_update(of=("self",)).select_related("organization")
    return list(found.filter(directive=assignment.directive_id).order_by("pk"))


def _tell_editor(entry: Entry, compilation: Compilation, count: int) -> None:
    stood = Version.objects.filter(compilation=compilation, sources__entry=entry).exists()
    if not count and not stood:
        return
    values = {
        "title": compilation.title,
        "organization": entry.submission.assignment.organization.name,
        "count": count,
    }
    link = reverse("manuscript_page", args=[compilation.code])
    key = f"text_withdrawn:{compilation.code}.{entry.code}"
    tell_posts([compilation.made_by_id], "text_withdrawn", values, link, key)
