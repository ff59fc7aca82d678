"""Kinds of registers, entries with versions and dates, and what is done with them over the years."""

from quanjing.registers.models.entry import EntryVersion, RegisterDate, RegisterEntry
from quanjing.registers.models.keeping import (
    Acknowledgement,
    Confirmation,
    Consultation,
    EntryExport,
    EntryLog,
    EntryStep,
    EntryTable,
    HandOver,
)
from quanjing.registers.models.kind import BLOCK, RegisterKind

__all__ = [
    "BLOCK",
    "Acknowledgement",
    "Confirmation",
    "Consultation",
    "EntryExport",
    "EntryLog",
    "EntryStep",
    "EntryTable",
    "EntryVersion",
    "HandOver",
    "RegisterDate",
    "RegisterEntry",
    "RegisterKind",
]
