"""HTTP input of this app; writes nothing."""

from quanjing.calls.forms.applying import (
    ApplicationForm,
    AskConsentForm,
    GiveConsentForm,
    PaperConsentForm,
    row_tables,
)
from quanjing.calls.forms.editing import CallForm, part_rows
from quanjing.calls.forms.steps import (
    CheckFilter,
    CorrectForm,
    DueForm,
    ExportForm,
    ExtendForm,
    ListFilter,
    ReasonForm,
)

__all__ = [
    "ApplicationForm",
    "AskConsentForm",
    "CallForm",
    "CheckFilter",
    "CorrectForm",
    "DueForm",
    "ExportForm",
    "ExtendForm",
    "GiveConsentForm",
    "ListFilter",
    "PaperConsentForm",
    "ReasonForm",
    "part_rows",
    "row_tables",
]
