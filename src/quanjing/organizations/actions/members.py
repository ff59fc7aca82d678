"""Bodies that belong to others beside the tree: joint branches, alliances, advisory boards, classes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.enums import WITH_MEMBERS
from quanjing.organizations.models import Membership, Organization
from quanjing.organizations.queries import named
from quanjing.organizations.rules import can_administer, can_join


@transaction.atomic
def add_members(
    *, actor: Actor, body: Organization, words: Sequence[str], starts_on: date
) -> list[Membership]:
    """Enter members of `body` since a day; each word is a name, number, credit code or code.

    All or none. Raises `Denied`, and `Invalid` with one problem a word that is unknown, unclear, a member
    already, or the body itself.
    """
    if not can_administer(actor, body):
        raise Denied
    if body.kind not in WITH_MEMBERS:
        raise Invalid([Problem("members", _("A body of this kind has no members."))])
    found = named(actor, words)
    already = set(
        Membership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), body=body).values_list(
            "member_id", flat=True
        )
    )
    problems, members = [], {}
    for word, bodies in found.items():
        reason = _refusal(actor, body, bodies, already)
        if reason:
            problems.append(Problem("members", reason % {"word": word}))
        else:
            members[bodies[0].pk] = bodies[0]
    if problems or not members:
        raise Invalid(problems or [Problem("members", _("Please name at least one body."))])
    entered = Membership.objects.bulk_create(
        Membership(body=body, member=member, starts_on=starts_on) for member in members.values()
    )
    detail = {"members": [member.code for member in members.values()], "since": starts_on.isoformat()}
    record(actor=actor, verb="organizations.add_members", on=body, detail=detail)
    return entered


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, on: date) -> None:
    """Let a membership end with the day `on`; its past stays. Raises `Denied`, `Invalid`."""
    if not can_administer(actor, membership.body):
        raise Denied
    if on < membership.starts_on:
        raise Invalid([Problem("ends_on", _("The last day lies before the first."))])
    Membership.objects.filter(pk=membership.pk).update(ends_on=on)
    detail = {"member": membership.member.code, "ends_on": on.isoformat()}
    record(actor=actor, verb="organizations.end_membership", on=membership.body, detail=detail)


def _refusal(actor: Actor, body: Organization, found: Sequence[Organization], already: set[int]) -> str:
    """Why these bodies, found for one word, cannot join; "" where one can."""
    if not found:
        return str(_("“%(word)s”: no such body."))
    if len(found) > 1:
        return str(_("“%(word)s”: more than one body fits; please give the code."))
    if found[0].pk == body.pk or not can_join(actor, body, found[0]):
        return str(_("“%(word)s” cannot join here."))
    if found[0].pk in already:
        return str(_("“%(word)s” is a member already."))
    return ""
