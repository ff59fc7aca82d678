"""Opening the portal: its first pages, its workflow; nothing is published by it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext, override
from wagtail.models import Collection, Locale, Page, Site, Workflow, WorkflowPage, WorkflowTask

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.organizations.models import Organization
from quanjing.portal.models import ENGLISH, HomePage, PortalState, SecondPerson
from quanjing.portal.queries import ROOT, forget_version, home_of
from quanjing.portal.rules import can_edit, can_open


def touch() -> None:
    """Public pages are drawn anew: part of every action that changes one."""
    if not PortalState.objects.filter(pk=1).update(version=F("version") + 1):
        PortalState.objects.create(pk=1)
    forget_version()
    transaction.on_commit(forget_version)


def office() -> Actor:
    """The body that edits the portal, as it stands in the record for what no person did."""
    home = home_of()
    body = home.organization if home else None
    return Actor(
        user_id=0,
        user_name="",
        organization_id=body.pk if body else None,
        organization_code=body.code if body else "",
        organization_name=body.name if body else "",
        path=body.path if body else "",
    )


@transaction.atomic
def open_portal(*, actor: Actor, name: str, english: str) -> HomePage:
    """Make the first page in both languages, unpublished, and the review that stands before publishing.

    Raises `Denied` for other bodies than the one at the top, `WrongState` where there is a portal.
    """
    if not can_open(actor):
        raise Denied
    if home_of() is not None:
        raise WrongState
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    body = Organization.objects.get(pk=actor.organization_id)
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home: HomePage = root.add_child(
        instance=HomePage(title=name, slug=ROOT.strip("/"), organization=body, live=False)
    )
    home.add_child(
        instance=HomePage(title=english, slug=ENGLISH, organization=body, live=False, other_language=home)
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "site_name": name, "root_page": home},
    )
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()  # Wagtail's own welcome
    _ask_second_person(home)
    touch()
    record(actor=actor, verb="portal.open", on=body, detail={"name": name})
    return HomePage.objects.get(pk=home.pk)


def _ask_second_person(home: HomePage) -> None:
    with override(settings.LANGUAGE_CODE):  # Wagtail shows these names as they are stored
        task = SecondPerson.objects.create(name=gettext("second person"))
        workflow = Workflow.objects.create(name=gettext("two-step review"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home)


@transaction.atomic
def set_contacts(*, actor: Actor, shown: bool) -> None:
    """Whether the public list of bodies names telephone and mail of their offices."""
    home = home_of()
    if not can_edit(actor, home):
        raise Denied
    touch()
    PortalState.objects.filter(pk=1).update(shows_contacts=shown)
    record(actor=actor, verb="portal.set_contacts", on=home, detail={"shown": shown})
