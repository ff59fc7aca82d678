"""Steps that several actions share: locking, telling, writing a finding with its first line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.inspections.actions.answers import Kept
from quanjing.inspections.enums import Answer, EventKind, Origin
from quanjing.inspections.models import Finding, FindingEvent, InspectedBody, Inspection, ItemBasis, Visit
from quanjing.inspections.queries import items_of, unsettled_of
from quanjing.notify.actions import tell
from quanjing.organizations.enums import Role
from quanjing.organizations.queries import handlers_of, posts_in_force


def locked_inspection(inspection: Inspection) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("organization", "under")
    return rows.get(pk=inspection.pk)


def locked_finding(finding: Finding) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "inspection").get(pk=finding.pk)


def say(actor: Actor, finding: Finding, kind: EventKind, text: str = "", due_on: date | None = None) -> None:
    """Add a line to the history of a finding."""
    FindingEvent.objects.create(
        finding=finding, kind=kind, text=text.strip(), due_on=due_on, name=actor.signature, at=clock.now()
    )


def add_finding(actor: Actor, finding: Finding, reason: str = "") -> Finding:
    """Number and keep a new finding; its inspection is locked, so that no number is given twice.

    `reason` is why it is due at once.
    """
    locked_inspection(finding.inspection)
    last = finding.inspection.findings.aggregate(last=Max("number"))["last"] or 0
    finding.number = last + 1
    finding.written_by_id, finding.written_name = actor.user_id, actor.signature
    finding.written_on, finding.changed_at = clock.today(), clock.now()
    finding.save()
    say(actor, finding, EventKind.WRITTEN, reason)
    return finding


def findings_from(
    actor: Actor, body: InspectedBody, template_id: int, answers: Kept, visit: Visit | None = None
) -> list[Finding]:
    """A finding for each item that is not in order.

    What is open on the same item already is not written twice.
    """
    there = unsettled_of(body)
    basis = dict(ItemBasis.objects.filter(template=template_id).values_list("key", "entry_id"))
    made = []
    for item in items_of(template_id):
        said = answers.get(item.key, {})
        if said.get("answer") != Answer.NOT_IN_ORDER or item.key in there:
            continue
        finding = Finding(
            inspection=body.inspection, body=body, organization=body.organization, visit=visit,
            origin=Origin.VISIT if visit else Origin.SELF, item=item.key, text=said["note"],
            process=item.text[:300], guidance_id=basis.get(item.key), owner=said["owner"],
            due_on=date.fromisoformat(said["due"]),
        )  # fmt: skip
        made.append(add_finding(actor, finding))
    return made


def tell_body(
    organization_ids: Iterable[int], kind: str, values: Mapping[str, object], link: str, key: str
) -> None:
    """Tell who reports for these bodies."""
    posts = handlers_of(organization_ids).values_list("pk", flat=True)
    tell(post_ids=posts, kind=kind, values=dict(values), link=link, key=key)


def tell_desk(inspection: Inspection, kind: str, values: Mapping[str, object], link: str, key: str) -> None:
    """Tell the desk that leads the inspection."""
    desk = posts_in_force().filter(
        organization=inspection.organization_id, role=Role.OFFICER, holder__is_active=True
    )
    tell(post_ids=desk.values_list("pk", flat=True), kind=kind, values=dict(values), link=link, key=key)


def finding_link(finding: Finding) -> str:
    return reverse("finding_page", args=[finding.code])
