"""The tree, and who the caller is."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.reading import parents_of
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.organizations import Me, OrganizationFilter, OrganizationOut
from quanjing.foundation.paths import in_subtree
from quanjing.organizations import queries
from quanjing.organizations.models import Organization

router = Router()


@router.get("/me", response=Me, summary=_("Who am I, under which post"))
def me(request: HttpRequest) -> Me:
    return Me.of(actor_of(request))


@router.get(
    "/organizations",
    response=Listing[OrganizationOut],
    summary=_("The organizations of a subtree"),
)
def organization_list(request: HttpRequest, wanted: Query[OrganizationFilter]) -> dict[str, object]:
    actor = actor_of(request)
    found = queries.visible_to(actor)
    if wanted.under:
        found = found.filter(in_subtree(queries.get(actor, wanted.under).path))

    def shape(bodies: list[Organization]) -> list[OrganizationOut]:
        parents = parents_of(actor, bodies)
        step = Organization.steplen
        return [OrganizationOut.of(body, parents.get(body.path[:-step])) for body in bodies]

    return listing(found, wanted, shape)
