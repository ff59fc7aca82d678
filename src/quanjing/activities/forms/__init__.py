"""HTTP input of this app; writes nothing."""

from quanjing.activities.forms.filters import ListFilter
from quanjing.activities.forms.kinds import EndForm, KindForm, RhythmForm
from quanjing.activities.forms.record import ActivityForm, CancelForm, initial_of

__all__ = ["ActivityForm", "CancelForm", "EndForm", "KindForm", "ListFilter", "RhythmForm", "initial_of"]
