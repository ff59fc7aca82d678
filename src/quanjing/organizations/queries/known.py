"""What the register and the sign-in know, offered to every form: shown, not asked."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from quanjing.accounts.models import User
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.enums import ChangeState, Level, SocietyClass
from quanjing.organizations.models import FactChange, Organization
from quanjing.organizations.queries.offices import offices_of
from quanjing.organizations.queries.posts import REPORTING, posts_in_force
from quanjing.organizations.queries.tree import in_scope

REGISTER = _("register of organizations")
POSTS = _("register of posts")
SIGNED_IN = _("signed in now")
PROPOSED = _("corrected here, not yet accepted")
CORRECTED = _("corrected, accepted")


def known_facts(organization_id: int, actor: Actor | None) -> Mapping[str, KnownFact]:
    """Facts of a body, of its contact person, and of the person who fills in; at most four queries.

    Keys: organization.name, short_name, number, class, level, region, credit_code, host_unit, phone, email;
    contact.name, phone, email (of the first post that reports); post.TITLE with the holder's name for every
    other office, and post.president, secretary … for the offices that titles name (see `offices`);
    filler.name, post, phone, email. What the body's people corrected stands in place of
    the register's. Words of the register keep the language of the office on every page, since they go into
    the official sheet.
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
    return facts | _corrected(organization_id, facts)


def changes_visible_to(actor: Actor) -> QuerySet[FactChange]:
    """Corrections of facts about the bodies that the actor reaches."""
    return FactChange.objects.filter(in_scope(actor, "organization__")).select_related("organization")


def _of_body(body: Organization) -> dict[str, str]:
    with override(settings.LANGUAGE_CODE):
        classed = body.society_class != SocietyClass.NONE
        return {
            "name": body.name,
            "short_name": body.short_name,
            "number": body.number,
            "class": str(SocietyClass(body.society_class).label) if classed else "",
            "level": str(Level(body.level).label) if body.level else "",
            "region": body.region,
            "credit_code": body.credit_code,
            "host_unit": body.host_unit,
            "phone": body.phone,
            "email": body.email,
        }


def _of_posts(organization_id: int) -> dict[str, KnownFact]:
    facts: dict[str, KnownFact] = {}
    offices: dict[str, tuple[int, KnownFact]] = {}
    for post in posts_in_force().filter(organization_id=organization_id).exclude(holder=None).reverse():
        assert post.holder is not None
        if post.role in REPORTING:
            facts |= _of_person("contact", post.holder, REGISTER)
        else:
            fact = facts[f"post.{post.title}"] = KnownFact(post.holder.name, POSTS, post.starts_on)
            for office, place in offices_of(post.title).items():
                if office not in offices or place <= offices[office][0]:
                    offices[office] = (place, fact)
    return facts | {f"post.{office}": fact for office, (_place, fact) in offices.items()}


def _corrected(organization_id: int, facts: Mapping[str, KnownFact]) -> dict[str, KnownFact]:
    """Corrections that wait, and accepted ones that no register has taken over or overtaken."""
    found: dict[str, KnownFact] = {}
    changes = FactChange.objects.filter(organization_id=organization_id).exclude(state=ChangeState.DECLINED)
    for change in changes.order_by("pk"):
        is_open = change.state == ChangeState.OPEN
        known = facts[change.fact].value if change.fact in facts else ""
        if is_open or known in ("", change.before):
            day = (change.decided_at or change.proposed_at).astimezone(clock.CHINA).date()
            found[change.fact] = KnownFact(change.value, PROPOSED if is_open else CORRECTED, day)
    return found


def _of_person(prefix: str, person: User, source: str | Promise) -> dict[str, KnownFact]:
    values = {"name": person.name, "phone": person.phone, "email": person.email}
    return {f"{prefix}.{key}": KnownFact(value, source) for key, value in values.items()}
