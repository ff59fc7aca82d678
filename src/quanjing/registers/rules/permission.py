"""Who writes, decides, defines: rights of posts and places in the tree, never names."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.registers.enums import MOVES, EntryState
from quanjing.registers.models import Consultation, EntryVersion, RegisterEntry, RegisterKind


def can_keep(actor: Actor) -> bool:
    """Whether the actor keeps registers of his body."""
    return actor.may(Right.REPORT) and actor.organization_id is not None


def can_write(actor: Actor, entry: RegisterEntry) -> bool:
    """Whether the actor writes this entry: people who report for its body, nobody above."""
    return can_keep(actor) and entry.organization_id == actor.organization_id


def is_kept_by(kind: RegisterKind, body: Organization) -> bool:
    """Whether bodies of this kind keep such entries."""
    return not kind.holders or body.kind in kind.holders


def waits_for_review(entry: RegisterEntry, body: Organization) -> bool:
    """Whether what is filed waits: for the reviewer's post or a desk above; with neither it is in force."""
    return entry.kind.is_reviewed and (entry.reviewer_id is not None or body.depth > 1)


def can_decide(actor: Actor, entry: RegisterEntry, version: EntryVersion) -> bool:
    """The reviewer that the entry names, or a desk above; never the post that filed it."""
    if version.filed_post == actor.post_code:
        return False
    if entry.reviewer_id is not None and entry.reviewer_id == actor.post_id:
        return True
    above = entry.organization_id != actor.organization_id and actor.covers(entry.organization.path)
    return above and actor.may(Right.REVIEW)


def can_define(actor: Actor, body: Organization) -> bool:
    """Whether the actor makes kinds of registers: the desk of an association, for its own subtree."""
    own = actor.organization_id == body.pk
    return own and actor.may(Right.ISSUE) and body.kind == Kind.ASSOCIATION


def owns_kind(actor: Actor, kind: RegisterKind) -> bool:
    """Whether a kind is the actor's own to change or end."""
    return actor.may(Right.ISSUE) and kind.organization_id == actor.organization_id


def can_answer(actor: Actor, asked: Consultation) -> bool:
    """Whether the actor answers for the body that was asked."""
    return can_keep(actor) and asked.asked_id == actor.organization_id


def may_move(entry: RegisterEntry, to: EntryState) -> bool:
    return to in MOVES[EntryState(entry.state)]
