"""Inspections and findings as the search finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.inspections.enums import InspectionState
from quanjing.inspections.models import Finding, Inspection
from quanjing.inspections.queries import findings_visible_to, visible_to


def _inspection(one: Inspection) -> Facts:
    return Facts(one.name, f"{one.purpose} {one.basis}", one.organization_id, one.announced_on, one.code)


def _inspections_seen(actor: Actor) -> Q:
    return Q(object_id__in=visible_to(actor).order_by().values("pk"))


def _to_inspection(_actor: Actor, document: Any) -> str:
    return reverse("inspection_page", args=[document.code])


def _finding(one: Finding) -> Facts:
    text = f"{one.text} {one.basis} {one.owner} {one.evidence}"
    return Facts(f"{one.inspection.name} {one.process}", text, one.organization_id, one.written_on, one.code)


def _findings_seen(actor: Actor) -> Q:
    return Q(object_id__in=findings_visible_to(actor).order_by().values("pk"))


def _to_finding(_actor: Actor, document: Any) -> str:
    return reverse("finding_page", args=[document.code])


INSPECTIONS = Findable(
    "inspection",
    _("inspection"),
    62,
    lambda: Inspection.objects.exclude(state=InspectionState.DRAFT),
    _inspection,
    _inspections_seen,
    _to_inspection,
)
FINDINGS = Findable(
    "finding",
    _("finding"),
    63,
    lambda: Finding.objects.select_related("inspection"),
    _finding,
    _findings_seen,
    _to_finding,
)
