"""Third parties: invited with a bounded, expiring sign-in; ended at any time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.influence.models import Measurement, ThirdParty
from quanjing.influence.rules import can_keep
from quanjing.organizations.actions import end_guest, guest_link, invite_guest


@transaction.atomic
def invite_third_party(
    *, actor: Actor, measurement: Measurement, firm: str, person: str, until: date, email: str = ""
) -> tuple[ThirdParty, str]:
    """A guest of the own body who collects for this measurement alone, and the path of the one-time link.

    Raises `Denied`, `Invalid`.
    """
    if not can_keep(actor, measurement):
        raise Denied
    if not firm.strip():
        raise Invalid([Problem("firm", _("Which firm or institute is it?"))])
    post, link = invite_guest(
        actor=actor, organization=measurement.organization, name=person, title=firm.strip()[:100],
        ends_on=until, email=email,
    )  # fmt: skip
    third = ThirdParty.objects.create(measurement=measurement, post=post, name=firm.strip(), until=until)
    detail = {"name": third.name, "until": until.isoformat()}
    record(actor=actor, verb="influence.invite_third_party", on=measurement, detail=detail)
    return third, link


@transaction.atomic
def end_third_party(*, actor: Actor, third: ThirdParty) -> ThirdParty:
    """Let it collect no longer, at once; what it entered stays. Raises `Denied`."""
    if not can_keep(actor, third.measurement):
        raise Denied
    third.ended_at = clock.now()
    third.save(update_fields=["ended_at"])
    end_guest(actor=actor, guest=third.post)
    detail = {"name": third.name}
    record(actor=actor, verb="influence.end_third_party", on=third.measurement, detail=detail)
    return third


def third_party_link(*, actor: Actor, third: ThirdParty) -> str:
    """A new one-time link. Raises `Denied`."""
    if not can_keep(actor, third.measurement):
        raise Denied
    return guest_link(actor=actor, guest=third.post)
