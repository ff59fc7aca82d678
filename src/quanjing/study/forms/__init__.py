"""What people type about campaigns, the library, reading lists and plans."""

from quanjing.study.forms.campaigns import CampaignForm, ItemForm, campaign_initial
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
    "EntryForm",
    "ItemForm",
    "LineForm",
    "ListForm",
    "MaterialForm",
    "NoteForm",
    "SaidForm",
    "SupersedeForm",
    "VersionForm",
    "campaign_initial",
    "material_initial",
]
