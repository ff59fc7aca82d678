"""Input of the pages on events, the calendar and counted deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from quanjing.directives.models import Event
from quanjing.foundation.errors import Problem
from quanjing.tasks.actions import Hook
from quanjing.tasks.enums import Side, Since, Unit
from quanjing.tasks.models import Anchor, Task

INPUT = {"class": "form-control form-control-sm"}
SELECT = {"class": "form-select form-select-sm"}


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(INPUT | {"type": "date"}, "%Y-%m-%d")
    )


class Taking(forms.Form):
    """A form that shows the problems which an action found, at their fields where it has them."""

    def take(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add_error(problem.where if problem.where in self.fields else None, str(problem.message))


class EventForm(Taking):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(INPUT))
    day = day_field(gettext_lazy("Day, where it is known"))


class EventDayForm(Taking):
    """The new day of an event; empty: not known."""

    day = day_field(gettext_lazy("Day; empty: not yet known"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(Taking):
    """A day that differs from the official calendar."""

    day = day_field(gettext_lazy("Day"), required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("On this day"),
        choices=(("work", gettext_lazy("the office works")), ("off", gettext_lazy("the office is closed"))),
        widget=forms.Select(SELECT),
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=200, widget=forms.TextInput(INPUT))

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        return {"day": clean["day"], "is_workday": clean["kind"] == "work", "note": clean["note"]}


class AnchorForm(Taking):
    """What the deadline of a task is counted from."""

    since = forms.ChoiceField(
        label=gettext_lazy("Counted from"), choices=Since.choices, widget=forms.Select(SELECT)
    )
    event = forms.ModelChoiceField(
        label=gettext_lazy("Event"), queryset=Event.objects.none(), required=False, to_field_name="code",
        widget=forms.Select(SELECT),
    )  # fmt: skip
    side = forms.ChoiceField(
        label=gettext_lazy("Before or after"), choices=Side.choices, widget=forms.Select(SELECT)
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=0, widget=forms.NumberInput(INPUT), initial=0
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"), choices=Unit.choices, widget=forms.Select(SELECT)
    )
    grace_days = forms.IntegerField(
        label=gettext_lazy("Late reports are taken for so many days; empty: without end"),
        min_value=0, required=False, widget=forms.NumberInput(INPUT),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, task: Task, events: QuerySet[Event]) -> None:
        super().__init__(data, initial=self._initial(task))
        field = self.fields["event"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = events

    @staticmethod
    def _initial(task: Task) -> dict[str, Any]:
        anchor = Anchor.objects.filter(task=task).select_related("event").first()
        if anchor is None:
            start = Since.EVENT if task.deadline_kind == "event" else Since.PUBLISHING
            side = Side.BEFORE if start == Since.EVENT else Side.AFTER
            return {"since": start, "side": side, "count": task.offset_workdays or 0}
        names = ("since", "side", "count", "unit", "grace_days")
        values = {name: getattr(anchor, name) for name in names}
        return values | {"event": anchor.event.code if anchor.event else None}

    def hook(self) -> Hook:
        values = self.cleaned_data
        since = Since(values["since"])
        return Hook(
            since=since,
            event=values["event"] if since == Since.EVENT else None,
            side=Side(values["side"]) if since == Since.EVENT else Side.AFTER,
            count=values["count"],
            unit=Unit(values["unit"]),
            grace_days=values["grace_days"],
        )
