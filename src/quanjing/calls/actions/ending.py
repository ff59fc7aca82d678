"""What becomes of applications and projects of bodies that end: nothing is left with nobody to see to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record_many
from quanjing.calls.enums import ApplicationState, ProjectState
from quanjing.calls.models import Application, Project
from quanjing.calls.queries.projects import desk_posts, running_of
from quanjing.calls.queries.unfinished import OPEN_STATES
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import chain_of
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of, heirs


def withdraw_all(*, actor: Actor, organization_ids: Sequence[int]) -> int:
    """Withdraw drafts and what was sent back, of bodies that end; part of that action. How many."""
    open_ones = list(Application.objects.filter(organization__in=organization_ids, state__in=OPEN_STATES))
    Application.objects.filter(pk__in=[one.pk for one in open_ones]).update(state=ApplicationState.WITHDRAWN)
    record_many(actor=actor, verb="calls.withdraw", things=[(one, {"ended": True}) for one in open_ones])
    return len(open_ones)


@transaction.atomic
def end_projects(*, actor: Actor, organization_ids: Sequence[int]) -> int:
    """Pass on or stop what bodies that end have not finished; part of the action that ends them. How many.

    A project goes to the body that follows where there is exactly one, otherwise it is stopped.
    """
    found = _locked(running_of(organization_ids).values_list("pk", flat=True))
    followers = heirs({one.organization_id for one in found}, clock.today())
    with override(settings.LANGUAGE_CODE):
        for one in found:
            _passed(one, followers.get(one.organization_id), None)
    _keep(actor, found)
    return len(found)


@transaction.atomic
def follow_endings() -> tuple[int, int]:
    """Once the last day of a body is over, its drafts are closed and its projects go on elsewhere.

    A project goes to the one body that follows, otherwise to the nearest body above that is left, so that
    its desk decides. The same of bodies that look after projects. How many applications and projects.
    """
    today = clock.today()
    drafts = list(
        Application.objects.filter(organization__valid_to__lt=today, state__in=OPEN_STATES).select_related(
            "call"
        )
    )
    Application.objects.filter(pk__in=[one.pk for one in drafts]).update(state=ApplicationState.WITHDRAWN)
    running = Project.objects.filter(state=ProjectState.RUNNING)
    left = running.filter(organization__valid_to__lt=today) | running.filter(issuer__valid_to__lt=today)
    found = _locked(left.values_list("pk", flat=True))
    ended = {body for one in found for body in (one.organization_id, one.issuer_id)}
    gone = list(Organization.objects.filter(pk__in=ended, valid_to__lt=today))
    followers, above = heirs([body.pk for body in gone], today), _above(gone)
    with override(settings.LANGUAGE_CODE):
        for one in found:
            if one.organization_id in above:
                _passed(one, followers.get(one.organization_id), above[one.organization_id])
            if one.issuer_id in above:
                one.issuer = followers.get(one.issuer_id) or above[one.issuer_id] or one.organization
    platform = Actor(user_id=0, user_name=_("Quanjing, after the last day of the body"))
    record_many(actor=platform, verb="calls.withdraw", things=[(one, {"ended": True}) for one in drafts])
    _keep(platform, found)
    return len(drafts), len(found)


def _locked(pks: Iterable[int]) -> list[Project]:
    rows = Project.objects.filter(pk__in=list(pks)).select_for_update(of=("self",))
    return list(rows.select_related("organization", "issuer").order_by("pk"))


def _above(bodies: Iterable[Organization]) -> dict[int, Organization | None]:
    """The nearest body above each that has not ended: one query."""
    chains = {body.pk: chain_of(body.path)[-2::-1] for body in bodies}
    paths = {path for chain in chains.values() for path in chain}
    left = {body.path: body for body in Organization.objects.filter(path__in=paths, valid_to=None)}
    return {
        body: next((left[path] for path in chain if path in left), None) for body, chain in chains.items()
    }


def _passed(project: Project, heir: Organization | None, above: Organization | None) -> None:
    """To the heir, otherwise to the body above, otherwise it is stopped; with the reason."""
    ended = {"body": project.organization.name}
    project.version += 1
    if heir is not None:
        project.reason = _("Taken over from %(body)s, which it follows.") % ended
    elif above is not None:
        project.reason = _("%(body)s has ended; the project stays open with the body above.") % ended
    else:
        project.state, project.reason = ProjectState.STOPPED, _("The body has ended.")
    project.organization = heir or above or project.organization


def _keep(actor: Actor, projects: Sequence[Project]) -> None:
    """Write them, record each, and tell who leads it now and its desk."""
    Project.objects.bulk_update(projects, ["organization", "issuer", "state", "reason", "version"])
    things = [(one, {"reason": one.reason, "organization": one.organization.code}) for one in projects]
    record_many(actor=actor, verb="calls.pass_project", things=things)
    for one in projects:
        stopped = one.state == ProjectState.STOPPED
        posts = set(desk_posts([one.issuer_id]).values_list("pk", flat=True))
        posts |= set(handlers_of([one.organization_id]).values_list("pk", flat=True))
        tell(
            post_ids=sorted(posts),
            kind="project_stopped" if stopped else "project_passed",
            values={"title": one.title, "reason": one.reason},
            link=reverse("project_page", args=[one.code]),
            key=f"project:{one.code}:passed:{one.version}",
        )
