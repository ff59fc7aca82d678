"""The record of an activity as people type it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.activities.actions import Facts
from quanjing.activities.enums import Part
from quanjing.activities.models import Activity, ActivityKind
from quanjing.foundation import clock
from quanjing.foundation.fields import Taking, area, day_field, line, number, select

MOST = 1_000_000
# Which columns each part of a kind brings; all others are there for every kind.
COLUMNS: dict[Part, tuple[str, ...]] = {
    Part.CHAIR: ("chair",),
    Part.RECORDER: ("recorder",),
    Part.SPEAKER: ("speaker",),
    Part.ONLINE: ("online",),
    Part.ABSENCES: ("expected", "absent_duty", "absent_leave", "absent_other"),
    Part.AGENDA: ("agenda",),
    Part.DECISIONS: ("decisions",),
    Part.STUDIED: ("studied",),
}


def _line(label: Any, limit: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = line(maxlength=limit)
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=widget, help_text=help_text
    )


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=20_000, required=False, widget=area(4), help_text=help_text
    )


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST, widget=number(min=0, inputmode="numeric")
    )


def _time(label: Any, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=required, widget=forms.TimeInput({**TIME, "type": "time"}, "%H:%M")
    )


TIME = {"class": "form-control form-control-sm"}


class ActivityForm(Taking):
    """A record; only the parts that its kind has are shown and taken."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=select())
    name = _line(gettext_lazy("Name"), 200, required=True)
    day = day_field(gettext_lazy("Day"), required=True)
    starts = _time(gettext_lazy("Starts at"), required=True)
    ends = _time(gettext_lazy("Ends at"))
    last_day = day_field(gettext_lazy("Last day, where it is another"))
    place = _line(gettext_lazy("Place"), 200)
    chair = _line(gettext_lazy("Chair"), 100, help_text=gettext_lazy("A post or a name."))
    recorder = _line(gettext_lazy("Recorder"), 100)
    speaker = _line(gettext_lazy("Speaker"), 200)
    expected = _count(gettext_lazy("Expected"))
    present = _count(gettext_lazy("Present"))
    online = _count(gettext_lazy("Online"))
    absent_duty = _count(gettext_lazy("Absent on duty"))
    absent_leave = _count(gettext_lazy("Absent on leave"))
    absent_other = _count(gettext_lazy("Absent for another reason"))
    agenda = _text(gettext_lazy("Agenda"), gettext_lazy("One item a line."))
    decisions = _text(gettext_lazy("Decisions"), gettext_lazy("What was decided; the words stay on paper."))
    studied = _text(gettext_lazy("What was studied"), gettext_lazy("One text or topic a line."))
    campaign = forms.CharField(
        label=gettext_lazy("Campaign"),
        max_length=100,
        required=False,
        widget=line(maxlength=100, list="campaigns"),
    )
    hosts = forms.CharField(
        label=gettext_lazy("Held together with"), required=False, max_length=5000, widget=area(2),
        help_text=gettext_lazy("Bodies above, beside or below yours: names, one a line."),
    )  # fmt: skip
    other_hosts = _line(gettext_lazy("Partners outside the platform"), 300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kinds: Iterable[ActivityKind],
        chosen: ActivityKind,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.kinds = {one.code: one for one in kinds} | {chosen.code: chosen}
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, str(one)) for code, one in self.kinds.items()]
        self.initial.setdefault("kind", chosen.code)
        for part, columns in COLUMNS.items():
            for column in columns:
                if not chosen.says(part):
                    del self.fields[column]

    def facts(self, before: Activity | None = None) -> Facts:
        """The facts; what this kind does not show keeps what stood `before`."""
        given = self.cleaned_data
        last_day: date = given["last_day"] or given["day"]
        ends: time | None = given["ends"]
        if ends is None and given["last_day"]:
            ends = time(23, 59)
        columns = {
            name: given[name] if name in given else getattr(before, name)
            for name in Facts.__dataclass_fields__
            if name not in ("kind", "starts_at", "ends_at") and (name in given or before is not None)
        }
        return Facts(
            kind=self.kinds[given["kind"]],
            starts_at=datetime.combine(given["day"], given["starts"], clock.CHINA),
            ends_at=datetime.combine(last_day, ends, clock.CHINA) if ends is not None else None,
            **columns,
        )

    def hosts_named(self) -> list[str]:
        """The bodies that were typed, one a line."""
        return [one.strip() for one in self.cleaned_data["hosts"].splitlines() if one.strip()]


class CancelForm(Taking):
    reason = _line(gettext_lazy("Reason"), 300, required=True)


def initial_of(activity: Activity, hosts: Iterable[str]) -> dict[str, object]:
    """A record as the form shows it."""
    starts = activity.starts_at.astimezone(clock.CHINA)
    ends = activity.ends_at.astimezone(clock.CHINA) if activity.ends_at else None
    columns = [name for name in Facts.__dataclass_fields__ if name not in ("kind", "starts_at", "ends_at")]
    return {
        **{name: getattr(activity, name) for name in columns},
        "kind": activity.kind.code,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time() if ends else None,
        "last_day": ends.date() if ends and ends.date() != starts.date() else None,
        "hosts": "\n".join(hosts),
        "version": activity.version,
    }
