"""What a body asks of its own office: its head before something leaves, a number for what arrives."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import heads_of
from quanjing.organizations.rules import can_set_confirmation


@transaction.atomic
def set_confirmation(*, actor: Actor, organization: Organization, needed: bool) -> Organization:
    """Switch the head's confirmation on or off.

    Raises: `Denied`; `Invalid` where nobody holds a post that confirms, for then nothing could leave.
    """
    if not can_set_confirmation(actor, organization):
        raise Denied
    if needed and not heads_of(organization.pk).exists():
        words = _("Please set up a post for the head first; otherwise nothing could leave.")
        raise Invalid([Problem("needed", words)])
    Organization.objects.filter(pk=organization.pk).update(confirms_reports=needed)
    organization.confirms_reports = needed
    record(actor=actor, verb="organizations.set_confirmation", on=organization, detail={"needed": needed})
    return organization


@transaction.atomic
def set_approval(*, actor: Actor, organization: Organization, needed: bool) -> Organization:
    """Switch the head's approval of publishing on or off.

    Raises: `Denied`; `Invalid` where nobody holds a post that approves, for then nothing could go out.
    """
    if not can_set_confirmation(actor, organization):
        raise Denied
    if needed and not heads_of(organization.pk).exists():
        words = _("Please set up a post for the head first; otherwise nothing could leave.")
        raise Invalid([Problem("needed", words)])
    Organization.objects.filter(pk=organization.pk).update(approves_publishing=needed)
    organization.approves_publishing = needed
    record(actor=actor, verb="organizations.set_approval", on=organization, detail={"needed": needed})
    return organization


@transaction.atomic
def set_registering(*, actor: Actor, organization: Organization, at_once: bool) -> Organization:
    """Say whether confirming receipt of a notice enters it in the body's register. Raises `Denied`."""
    if not can_set_confirmation(actor, organization):
        raise Denied
    Organization.objects.filter(pk=organization.pk).update(registers_on_receipt=at_once)
    organization.registers_on_receipt = at_once
    record(actor=actor, verb="organizations.set_registering", on=organization, detail={"at_once": at_once})
    return organization
