"""What people type into the pages of inspections; writes nothing."""

from quanjing.inspections.forms.checklists import ChecklistForm, EndForm, ItemRow, item_rows, rows_of
from quanjing.inspections.forms.filters import BodyListFilter, FindingListFilter, InspectionListFilter
from quanjing.inspections.forms.findings import ChannelForm, FindingForm, VisitedForm, VisitForm
from quanjing.inspections.forms.plans import InspectionForm
from quanjing.inspections.forms.sheets import given_from, typed_rows

__all__ = [
    "BodyListFilter",
    "ChannelForm",
    "ChecklistForm",
    "EndForm",
    "FindingForm",
    "FindingListFilter",
    "InspectionForm",
    "InspectionListFilter",
    "ItemRow",
    "VisitForm",
    "VisitedForm",
    "given_from",
    "item_rows",
    "rows_of",
    "typed_rows",
]
