"""The register of what the own body received."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.audit.models import AuditEntry
from quanjing.audit.queries import history_of
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import existing, posts_in_force
from quanjing.tasks.enums import IncomingState, ReferralState
from quanjing.tasks.models import Incoming, Referral

INCOMING_SORTS = {
    "number": ("-year", "-sequence"),
    "received": ("-received_on", "-year", "-sequence"),
}
REFERRED = "referred"  # handed on and not answered, as one filter beside the states
LONGEST_NUMBER = 12  # characters; more digits are no number of a register, and none that a database takes
SEES = (Right.READ, Right.ISSUE, Right.REPORT, Right.CONFIRM)


@dataclass(frozen=True, slots=True)
class IncomingFilter:
    """What the list is narrowed to; an empty value narrows nothing."""

    year: int | None = None
    state: str = ""  # of `IncomingState`, or REFERRED
    text: str = ""  # in title, issuer, either number


def register_of(actor: Actor) -> QuerySet[Incoming]:
    """The register of the actor's own body, for who works or reads there; nobody above looks into it."""
    if actor.organization_id is None or not any(actor.may(right) for right in SEES):
        return Incoming.objects.none()
    return Incoming.objects.filter(organization=actor.organization_id)


def incoming_list(actor: Actor, wanted: IncomingFilter) -> QuerySet[Incoming]:
    """The register narrowed, each with `is_referred`: handed on and not answered."""
    handed_on = Referral.objects.filter(incoming=OuterRef("pk"), state=ReferralState.OPEN)
    found = register_of(actor).select_related("directive").annotate(is_referred=Exists(handed_on))
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.state == REFERRED:
        found = found.filter(is_referred=True)
    elif wanted.state in IncomingState.values:
        found = found.filter(state=wanted.state)
    if wanted.text:
        found = found.filter(_named(wanted.text))
    return found


def years_of_register(actor: Actor) -> list[int]:
    """The years that have an entry, the newest first."""
    return list(register_of(actor).order_by("-year").values_list("year", flat=True).distinct())


def addressed_to(actor: Actor) -> Q:
    """Referrals to the actor's post, and to his body where he works for it."""
    works = actor.may(Right.REPORT) or actor.may(Right.ISSUE)
    own = Q(post=actor.post_id) if actor.post_id is not None else Q(pk__in=[])
    return own | Q(body=actor.organization_id) if works and actor.organization_id else own


def open_referrals(actor: Actor) -> QuerySet[Referral]:
    """What was handed on to the actor and waits for him, by date and age."""
    found = Referral.objects.filter(addressed_to(actor), state=ReferralState.OPEN)
    return found.select_related("incoming__organization").order_by("due_on", "sent_at", "pk")


def get_incoming(actor: Actor, code: str) -> Incoming:
    """One paper of the own register, or one that was handed on to the actor. Raises `Missing`."""
    handed_on = Referral.objects.filter(addressed_to(actor), incoming=OuterRef("pk"))
    seen = Q(pk__in=register_of(actor).values("pk")) | Exists(handed_on)
    found = Incoming.objects.filter(seen, code=code).select_related("organization", "directive", "file")
    one = found.first()
    if one is None:
        raise Missing
    return one


def get_referral(actor: Actor, code: str) -> Referral:
    """One referral to the actor. Raises `Missing`."""
    found = Referral.objects.filter(addressed_to(actor), code=code)
    one = found.select_related("incoming__organization").first()
    if one is None:
        raise Missing
    return one


def referrals_of(incoming: Incoming) -> list[Referral]:
    """To whom a paper was handed on, in order: one query."""
    return list(incoming.referrals.select_related("post__holder", "body"))


def history_of_incoming(incoming: Incoming) -> list[AuditEntry]:
    """What was done with a paper, by whom, in order."""
    return list(history_of(incoming))


def incoming_of(actor: Actor, directive: Directive) -> Incoming | None:
    """Where a directive stands in the own register."""
    return register_of(actor).filter(directive=directive).first()


def addressees(organization_id: int) -> tuple[list[Post], list[Organization]]:
    """To whom the body hands on: its posts that work in the platform, and the bodies directly below it."""
    posts = posts_in_force().filter(organization=organization_id, holder__is_active=True)
    body = Organization.objects.get(pk=organization_id)
    below = body.get_children().filter(existing()).order_by("path")
    return list(posts.exclude(role=Role.NONE)), list(below)


def _named(text: str) -> Q:
    words = Q(title__icontains=text) | Q(issuer__icontains=text) | Q(doc_number__icontains=text)
    year, dash, sequence = text.strip().partition("-")
    if dash and year.isdecimal() and sequence.isdecimal() and len(text) < LONGEST_NUMBER:
        words |= Q(year=int(year), sequence=int(sequence))
    return words
