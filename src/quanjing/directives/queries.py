"""Directives as their issuing body and its superiors see them; addressees are added by `tasks.queries`."""

from __future__ import annotations

from django.db.models import Q

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree


def issued_within(actor: Actor) -> Q:
    """The condition that a directive was issued in the subtree that the actor's post may read."""
    if not actor.reads_subtree:
        return Q(pk__in=[])
    return in_subtree(actor.path, "organization__")


def same_document(directive: Directive) -> Directive | None:
    """The directive of the same body that already has this number and these issuers, if any."""
    if not directive.doc_number:
        return None
    others = Directive.objects.filter(organization=directive.organization, doc_number=directive.doc_number)
    others = others.exclude(pk=directive.pk).exclude(state=DirectiveState.FAILED)
    if directive.pk:
        others = others.filter(pk__lt=directive.pk)
    same = (other for other in others.order_by("pk") if _same_issuers(other.issuers, directive.issuers))
    return next(same, None)


def _same_issuers(one: list[str], other: list[str]) -> bool:
    return not one or not other or set(one) == set(other)
