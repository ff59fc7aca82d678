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
from quanjing.study.forms.courses import (
    CourseForm,
    ImportForm,
    LecturerForm,
    LoanForm,
    PageForm,
    SchoolForm,
    answers_from,
)
from quanjing.study.forms.examinations import ExaminationForm, examination_initial
from quanjing.study.forms.forum import BoardForm, TextForm, ThreadForm
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
    "BoardForm",
    "CampaignForm",
    "ClassForm",
    "CourseForm",
    "EntryForm",
    "EvaluationForm",
    "ExaminationForm",
    "ImportForm",
    "ItemForm",
    "LecturerForm",
    "LineForm",
    "ListForm",
    "LoanForm",
    "MaterialForm",
    "MoveForm",
    "NominateForm",
    "NoteForm",
    "PageForm",
    "ReasonForm",
    "ReplaceForm",
    "SaidForm",
    "SchoolForm",
    "SessionForm",
    "SupersedeForm",
    "TextForm",
    "ThreadForm",
    "UntilForm",
    "VersionForm",
    "answers_from",
    "campaign_initial",
    "class_initial",
    "examination_initial",
    "material_initial",
]
