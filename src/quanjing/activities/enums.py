"""States, parts of a record, periods of a rhythm, and the moves of an activity."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActivityState(TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("took place")
    WRITTEN = "written", _("written up")
    CANCELLED = "cancelled", _("called off")


COUNTED = (ActivityState.HELD, ActivityState.WRITTEN)  # what took place

# A wrong click is taken back the same way; what was typed stays with the record.
MOVES: dict[ActivityState, tuple[ActivityState, ...]] = {
    ActivityState.PLANNED: (ActivityState.HELD, ActivityState.WRITTEN, ActivityState.CANCELLED),
    ActivityState.HELD: (ActivityState.WRITTEN, ActivityState.PLANNED),
    ActivityState.WRITTEN: (ActivityState.HELD,),
    ActivityState.CANCELLED: (ActivityState.PLANNED,),
}


class Part(TextChoices):
    """What a kind of activity may say beyond name, time, place and who was there; never required."""

    CHAIR = "chair", _("chair")
    RECORDER = "recorder", _("recorder")
    SPEAKER = "speaker", _("speaker")
    ONLINE = "online", _("number online")
    ABSENCES = "absences", _("numbers expected and absent")
    AGENDA = "agenda", _("agenda")
    DECISIONS = "decisions", _("decisions")
    STUDIED = "studied", _("what was studied")


class Period(TextChoices):
    """Over what a rhythm counts."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")
    FIVE_YEARS = "five_years", _("five years")


class Clash(TextChoices):
    """Why two activities at overlapping times are shown as a conflict."""

    HOST = "host", _("same body")
    PLACE = "place", _("same place")
    CHAIR = "chair", _("same chair")
