"""Input of the pages on directives, made into clean values; writes nothing."""

from quanjing.tasks.forms.audience import AudienceForm
from quanjing.tasks.forms.cascade import OwnTaskForm, PassOnForm
from quanjing.tasks.forms.deadlines import (
    AnchorForm,
    AskForm,
    DayForm,
    DecideForm,
    EndForm,
    EventDayForm,
    EventForm,
    ExtendForm,
    ReasonForm,
    RhythmForm,
    erratum_changes,
    erratum_values,
)
from quanjing.tasks.forms.duties import DutyForm, RecordForm
from quanjing.tasks.forms.facts import FACT_NAMES, FactsForm, RereadForm, place_of
from quanjing.tasks.forms.items import DeadlineForm, TaskForm
from quanjing.tasks.forms.notices import AssignmentFilter, BodyFilterForm, DirectiveForm
from quanjing.tasks.forms.sheets import sheet_changes

__all__ = [
    "FACT_NAMES",
    "AnchorForm",
    "AskForm",
    "AssignmentFilter",
    "AudienceForm",
    "BodyFilterForm",
    "DayForm",
    "DeadlineForm",
    "DecideForm",
    "DirectiveForm",
    "DutyForm",
    "EndForm",
    "EventDayForm",
    "EventForm",
    "ExtendForm",
    "FactsForm",
    "OwnTaskForm",
    "PassOnForm",
    "ReasonForm",
    "RecordForm",
    "RereadForm",
    "RhythmForm",
    "TaskForm",
    "erratum_changes",
    "erratum_values",
    "place_of",
    "sheet_changes",
]
