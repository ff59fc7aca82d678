"""HTTP input of this app; writes nothing."""

from quanjing.registers.forms.entry import (
    AskForm,
    EntryForm,
    HandOverForm,
    LogForm,
    ReasonForm,
    StepForm,
    initial_of,
)
from quanjing.registers.forms.filters import ListFilter
from quanjing.registers.forms.kinds import EndForm, FieldRow, KindForm, field_rows, rows_of

__all__ = [
    "AskForm",
    "EndForm",
    "EntryForm",
    "FieldRow",
    "HandOverForm",
    "KindForm",
    "ListFilter",
    "LogForm",
    "ReasonForm",
    "StepForm",
    "field_rows",
    "initial_of",
    "rows_of",
]
