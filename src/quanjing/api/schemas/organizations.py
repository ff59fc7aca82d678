"""The tree, and who the caller is."""

from __future__ import annotations

from ninja import Schema

from quanjing.api.schemas.common import Code, Named, Paging
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization


class OrganizationFilter(Paging):
    under: Code | None = None


class OrganizationOut(Schema):
    """A body of the tree; `depth` counts from 1 at the top."""

    code: str
    name: str
    short_name: str
    number: str
    kind: Kind
    level: Level | None
    society_class: str | None
    parent: str | None
    depth: int

    @classmethod
    def of(cls, body: Organization, parent: str | None) -> OrganizationOut:
        of_class = SocietyClass(body.society_class)
        return cls(
            code=body.code,
            name=body.name,
            short_name=body.short_name,
            number=body.number,
            kind=Kind(body.kind),
            level=Level(body.level) if body.level else None,
            society_class=None if of_class is SocietyClass.NONE else of_class.key,
            parent=parent,
            depth=body.depth,
        )


class Me(Schema):
    """The person, the post that the token belongs to, and what it may do."""

    name: str
    post: Named
    organization: Named
    rights: list[Right]

    @classmethod
    def of(cls, actor: Actor) -> Me:
        return cls(
            name=actor.user_name,
            post=Named(code=actor.post_code, name=actor.post_title),
            organization=Named(code=actor.organization_code, name=actor.organization_name),
            rights=sorted(actor.rights),
        )
