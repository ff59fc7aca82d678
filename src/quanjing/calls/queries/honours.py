"""Honours and recommendations: lists, one of them, and what anybody may look up by number."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from quanjing.calls.models import Honour, Recommendation
from quanjing.calls.queries.naming import may_name
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of
from quanjing.organizations.queries import in_scope

HONOUR_SORTS = {
    "newest": ("-year", "award", "pk"),
    "award": ("award", "-year", "pk"),
    "holder": ("holder", "pk"),
}


def agreed(prefix: str = "") -> Q:
    """The condition that everybody may read the name: no nominee, or one whose consent holds today."""
    given = Q(
        **{
            f"{prefix}application__consent__given_at__isnull": False,
            f"{prefix}application__consent__withdrawn_at": None,
        }
    )
    lasting = Q(**{f"{prefix}application__consent__until": None})
    lasting |= Q(**{f"{prefix}application__consent__until__gte": clock.today()})
    free = Q(**{f"{prefix}application": None}) | Q(**{f"{prefix}application__call__nominates": False})
    return free | (given & lasting)


def honours_visible_to(actor: Actor) -> QuerySet[Honour]:
    """Honours given by the own body or one above or below; of nominees those who agree to be named.

    The desk that gave it sees each.
    """
    if actor.organization_id is None:
        return Honour.objects.none()
    near = Q(organization__path__in=chain_of(actor.path)) | in_scope(actor, "organization__")
    seen = near & agreed()
    seen |= Q(holder_body=actor.organization_id) | Q(application__organization=actor.organization_id)
    if actor.may(Right.REVIEW):
        seen |= Q(organization=actor.organization_id)
    return Honour.objects.filter(seen).select_related("organization", "holder_body", "application__call")


def honour_list(actor: Actor, *, text: str = "", year: str = "") -> QuerySet[Honour]:
    """The visible honours with these words, of this year."""
    found = honours_visible_to(actor)
    if text.strip():
        words = text.strip()[:100]
        found = found.filter(
            Q(award__icontains=words) | Q(holder__icontains=words) | Q(unit__icontains=words)
        )
    return found.filter(year=int(year)) if year.isdecimal() and len(year) == 4 else found


def get_honour(actor: Actor, code: str) -> Honour:
    """One honour. Raises `Missing`."""
    found = honours_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def honour_numbered(number: str) -> Honour | None:
    """The one with this number, for the public page."""
    found = Honour.objects.filter(number=number.strip().lower())
    return found.select_related("organization", "application__call", "application__consent").first()


def is_named(honour: Honour) -> bool:
    """Whether anybody may read the holder's name."""
    return honour.application is None or may_name(honour.application)


def recommendations_visible_to(actor: Actor) -> QuerySet[Recommendation]:
    """Recommendations of the own body and those below; a body that was recommended sees its own."""
    if actor.organization_id is None:
        return Recommendation.objects.none()
    mine = Q(organization=actor.organization_id) | Q(body=actor.organization_id)
    found = Recommendation.objects.filter(mine | in_scope(actor, "organization__"))
    return found.select_related("organization", "body").order_by(F("sent_on").desc(), "-pk")


def get_recommendation(actor: Actor, code: str) -> Recommendation:
    """One recommendation. Raises `Missing`."""
    found = recommendations_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found
