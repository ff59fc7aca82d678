"""Versions: frozen when somebody finishes them, approved by the head where the body asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.manuscripts.actions.steps import locked
from quanjing.manuscripts.actions.telling import tell_posts, tell_units
from quanjing.manuscripts.enums import VersionState
from quanjing.manuscripts.models import Compilation, Version, VersionSource
from quanjing.manuscripts.queries import content_of, sources_in
from quanjing.manuscripts.queries.content import Content
from quanjing.manuscripts.rules import asks_approval, can_approve
from quanjing.organizations.queries import heads_of
from quanjing.submissions.models import Entry


@transaction.atomic
def finish(*, actor: Actor, compilation: Compilation) -> Version:
    """Freeze the manuscript as it stands as its next version; what still waited for the head is void.

    Where the body asks for approvals it waits for the head; otherwise it is approved at once and the units
    are told in which points their texts stand.

    Raises:
        Denied: another body's manuscript.
        WrongState: nothing changed since the last version.
        Invalid: no point, a point without text, one to be re-checked, or nobody who approves.
    """
    current = locked(actor, compilation)
    content = content_of(current)
    waits = asks_approval(actor, current)
    _refuse(current, content, waits)
    newest = current.versions.first()
    if newest is not None and newest.content == content and newest.state != VersionState.VOID:
        raise WrongState(_("Nothing was changed since version %(number)d.") % {"number": newest.number})
    made = _freeze(actor, current, content, newest.number + 1 if newest else 1)
    record(actor=actor, verb="manuscripts.finish", on=current, detail={"version": made.number})
    if waits:
        heads = [post.pk for post in heads_of(current.organization_id)]
        _tell(made, "manuscript_asked", heads, {"name": actor.signature, "version": made.number})
    else:
        _approved(actor, made)
    return made


@transaction.atomic
def approve(*, actor: Actor, version: Version) -> Version:
    """Approve a version; the units are told in which points their texts stand.

    Raises: `Denied` for a post that is not the head; `WrongState` where it was decided or is void.
    """
    current = _waiting(actor, version)
    record(
        actor=actor, verb="manuscripts.approve", on=current.compilation, detail={"version": current.number}
    )
    _approved(actor, current)
    _tell(current, "manuscript_approved", [current.asked_by_id], {"name": actor.signature})
    return current


@transaction.atomic
def send_back(*, actor: Actor, version: Version, remark: str) -> Version:
    """Send a version back to its editor with a reason. Raises as `approve`; `Invalid` without a reason."""
    if not remark.strip():
        raise Invalid([Problem("remark", _("Please say what is to be changed."))])
    current = _waiting(actor, version)
    _decide(actor, current, VersionState.SENT_BACK, remark.strip()[:1000])
    detail = {"version": current.number, "remark": current.remark}
    record(actor=actor, verb="manuscripts.send_back", on=current.compilation, detail=detail)
    values = {"name": actor.signature, "remark": current.remark}
    _tell(current, "manuscript_sent_back", [current.asked_by_id], values)
    return current


def make_void(compilation: Compilation) -> None:
    """What waits for the head is void: a text in it was withdrawn, or a newer version takes its place."""
    waiting = compilation.versions.filter(state=VersionState.WAITING)
    waiting.update(state=VersionState.VOID, decided_at=clock.now())


def _refuse(compilation: Compilation, content: Content, waits: bool) -> None:
    problems = []
    if not content["points"]:
        problems.append(Problem("points", _("There is no point yet.")))
    for number, point in enumerate(content["points"], start=1):
        if not point["text"].strip() or not point["title"].strip():
            words = _("Point %(number)d needs a heading and a text.") % {"number": number}
            problems.append(Problem(f"points.{number}", words))
    for point in compilation.points.filter(recheck=True):
        words = _("Point %(number)d rested on a text that is gone; please check it first.")
        problems.append(Problem(f"points.{point.position}", words % {"number": point.position}))
    if waits and not heads_of(compilation.organization_id).exists():
        words = _("Nobody holds a post that approves: the administrator sets one up, or switches this off.")
        problems.append(Problem("approval", words))
    if problems:
        raise Invalid(problems)


def _freeze(actor: Actor, compilation: Compilation, content: Content, number: int) -> Version:
    make_void(compilation)
    assert actor.post_id is not None  # only posts have rights
    made = Version.objects.create(
        compilation=compilation,
        number=number,
        content=content,
        state=VersionState.WAITING,
        asked_by_id=actor.post_id,
        asked_name=actor.signature,
        asked_at=clock.now(),
    )
    places = [(place, source["entry"]) for place, _point, source in sources_in(content)]
    found = Entry.objects.filter(code__in={code for _place, code in places}).values_list("code", "pk")
    ids = dict(found)
    rows = [VersionSource(version=made, entry_id=ids[code], place=place) for place, code in places]
    VersionSource.objects.bulk_create(rows)
    return made


def _waiting(actor: Actor, version: Version) -> Version:
    """The version that waits, under the lock of its manuscript."""
    found = Compilation.objects.select_for_update(of=("self",)).select_related("organization", "directive")
    compilation = found.get(pk=version.compilation_id)
    if not can_approve(actor, compilation):
        raise Denied
    current = Version.objects.get(pk=version.pk)
    current.compilation = compilation
    if not current.is_waiting:
        raise WrongState
    return current


def _decide(actor: Actor, version: Version, state: VersionState, remark: str = "") -> None:
    version.state, version.remark = state, remark
    version.decided_name, version.decided_at = actor.signature, clock.now()
    version.save(update_fields=["state", "remark", "decided_name", "decided_at"])


def _approved(actor: Actor, version: Version) -> None:
    """Approved; each unit is told once for the manuscript, where its first text stands."""
    _decide(actor, version, VersionState.APPROVED)
    compilation = version.compilation
    values = {"title": compilation.title, "organization": compilation.organization.name}
    key = f"manuscript_finished:{compilation.code}"
    tell_units(links_to_units(version), "manuscript_finished", values, key)


def links_to_units(version: Version, places: list[int] | None = None) -> dict[int, str]:
    """Primary key of each body behind a version (or some of its points) -> where its first text stands."""
    rows = version.sources.order_by("-place", "-pk")
    if places:
        rows = rows.filter(place__in=places)
    found = rows.values_list("entry__submission__assignment__organization_id", "entry__submission__code")
    return {body: reverse("adopted_page", args=[code]) for body, code in found}


def _tell(version: Version, kind: str, posts: list[int], values: Mapping[str, object]) -> None:
    compilation = version.compilation
    link = reverse("manuscript_version", args=[compilation.code, version.number])
    key = f"{kind}:{compilation.code}.{version.number}"
    tell_posts(posts, kind, {"title": compilation.title, **values}, link, key)
