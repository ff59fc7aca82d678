"""What the register and the sign-in know, offered to every form: shown, not asked."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from quanjing.accounts.models import User
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.organizations.queries.posts import REPORTING, posts_in_force

REGISTER = _("register of organizations")
POSTS = _("register of posts")
SIGNED_IN = _("signed in now")


def known_facts(organization_id: int, actor: Actor | None) -> Mapping[str, KnownFact]:
    """Facts of a body, of its contact person, and of the person who fills in; at most three queries.

    Keys: organization.name, short_name, number, class, level, credit_code, host_unit, phone, email;
    contact.name, phone, email (of the first post that reports); post.TITLE with the holder's name for every
    other office; filler.name, post, phone, email. Words of the register keep the language
    of the office on every page, since they go into the official sheet.
    """
    body = Organization.objects.filter(pk=organization_id).first()
    if body is None:
        return {}
    facts = {f"organization.{name}": KnownFact(value, REGISTER) for name, value in _of_body(body).items()}
    facts |= _of_posts(organization_id)
    if actor is not None and actor.organization_id == organization_id:
        filler = User.objects.filter(pk=actor.user_id).first()
        if filler is not None:
            facts |= _of_person("filler", filler, SIGNED_IN)
            facts["filler.post"] = KnownFact(actor.post_title, SIGNED_IN)
    return facts


def _of_body(body: Organization) -> dict[str, str]:
    with override(settings.LANGUAGE_CODE):
        classed = body.society_class != SocietyClass.NONE
        return {
            "name": body.name,
            "short_name": body.short_name,
            "number": body.number,
            "class": str(SocietyClass(body.society_class).label) if classed else "",
            "level": str(Level(body.level).label) if body.level else "",
            "credit_code": body.credit_code,
            "host_unit": body.host_unit,
            "phone": body.phone,
            "email": body.email,
        }


def _of_posts(organization_id: int) -> dict[str, KnownFact]:
    facts: dict[str, KnownFact] = {}
    for post in posts_in_force().filter(organization_id=organization_id).exclude(holder=None).reverse():
        assert post.holder is not None
        if post.role in REPORTING:
            facts |= _of_person("contact", post.holder, REGISTER)
        else:
            facts[f"post.{post.title}"] = KnownFact(post.holder.name, POSTS)
    return facts


def _of_person(prefix: str, person: User, source: str | Promise) -> dict[str, KnownFact]:
    values = {"name": person.name, "phone": person.phone, "email": person.email}
    return {f"{prefix}.{key}": KnownFact(value, source) for key, value in values.items()}
