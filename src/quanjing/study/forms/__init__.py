"""What people type about campaigns, the library, reading lists and plans."""

from quanjing.study.forms.campaigns import CampaignForm, ItemForm, campaign_initial
from quanjing.study.forms.classes import (
    ClassForm,
    MoveForm,
    NominateForm,
    ReasonForm,
    ReplaceForm,
    SessionForm,
    class_initial,
)
from quanjing.study.forms.completion import EvaluationForm, UntilForm
from quanjing.study.forms.library import (
    EntryForm,
    ListForm,
    MaterialForm,
    NoteForm,
    SupersedeForm,
    VersionForm,
    material_initial,
)
from quanjing.study.forms.plans import LineForm, SaidForm

__all__ = [
    "CampaignForm",
    "ClassForm",
    "EntryForm",
    "EvaluationForm",
    "ItemForm",
    "LineForm",
    "ListForm",
    "MaterialForm",
    "MoveForm",
    "NominateForm",
    "NoteForm",
    "ReasonForm",
    "ReplaceForm",
    "SaidForm",
    "SessionForm",
    "SupersedeForm",
    "UntilForm",
    "VersionForm",
    "campaign_initial",
    "class_initial",
    "material_initial",
]
