"""Checklists, inspections with the bodies they concern, visits, findings and what happened to them."""

from quanjing.inspections.models.checklist import BLOCK, Checklist, ItemBasis
from quanjing.inspections.models.finding import (
    ComplaintChannel,
    Finding,
    FindingEvent,
    FindingExport,
    FindingTable,
)
from quanjing.inspections.models.inspection import Draw, InspectedBody, Inspection, InspectionStage, Visit

__all__ = [
    "BLOCK",
    "Checklist",
    "ComplaintChannel",
    "Draw",
    "Finding",
    "FindingEvent",
    "FindingExport",
    "FindingTable",
    "InspectedBody",
    "Inspection",
    "InspectionStage",
    "ItemBasis",
    "Visit",
]
