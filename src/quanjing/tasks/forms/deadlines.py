"""Input of the pages on events, the calendar and counted deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.directives.models import Event
from quanjing.foundation import clock
from quanjing.foundation.fields import Taking, area, day_field, line, number, select, tick
from quanjing.foundation.templatetags.quanjing import cn_day
from quanjing.tasks.actions import Beat, Hook
from quanjing.tasks.enums import Every, Side, Since, Unit
from quanjing.tasks.models import Anchor, Rhythm, Task


class EventForm(Taking):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=line())
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
        widget=select(),
    )
    note = forms.CharField(label=gettext_lazy("Why"), max_length=200, widget=line())

    def values(self) -> dict[str, Any]:
        clean = self.cleaned_data
        return {"day": clean["day"], "is_workday": clean["kind"] == "work", "note": clean["note"]}


class AnchorForm(Taking):
    """What the deadline of a task is counted from."""

    since = forms.ChoiceField(label=gettext_lazy("Counted from"), choices=Since.choices, widget=select())
    event = forms.ModelChoiceField(
        label=gettext_lazy("Event"), queryset=Event.objects.none(), required=False, to_field_name="code",
        widget=select(),
    )  # fmt: skip
    side = forms.ChoiceField(label=gettext_lazy("Before or after"), choices=Side.choices, widget=select())
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=0, widget=number(), initial=0)
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Unit.choices, widget=select())
    grace_days = forms.IntegerField(
        label=gettext_lazy("Late reports are taken for so many days; empty: without end"),
        min_value=0, required=False, widget=number(),
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


class RhythmForm(Taking):
    """How a task recurs; once published only the last day."""

    every = forms.ChoiceField(label=gettext_lazy("Recurs"), choices=Every.choices, widget=select())
    first_on = day_field(gettext_lazy("First day"), required=True)
    last_on = day_field(gettext_lazy("Until; empty: without end"))
    due_days = forms.IntegerField(
        label=gettext_lazy("Due so many days after the end of the period; negative: before it"),
        initial=0, widget=number(),
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=gettext_lazy("Late reports are taken for so many days; empty: without end"),
        min_value=0, required=False, widget=number(),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, task: Task, rhythm: Rhythm | None) -> None:
        names = ("every", "first_on", "last_on", "due_days", "grace_days")
        start: dict[str, Any] = {"every": task.recurrence or Every.MONTHLY, "first_on": clock.today()}
        super().__init__(data, initial={name: getattr(rhythm, name) for name in names} if rhythm else start)

    def beat(self) -> Beat:
        values = self.cleaned_data
        return Beat(**(values | {"every": Every(values["every"])}))


class EndForm(Taking):
    """The last day of a rhythm that runs."""

    last_on = day_field(gettext_lazy("Recurs until"), required=True)


class ExtendForm(Taking):
    """Until when, why, and for everybody (as a version) or for those behind the filter."""

    until = day_field(gettext_lazy("New last day"), required=True)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=area(2))
    scope = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=(
            ("some", gettext_lazy("the open assignments behind the filter")),
            ("all", gettext_lazy("everybody: the date of the task itself, as a version")),
        ),
        widget=select(),
    )
    task = forms.ChoiceField(label=gettext_lazy("Task"), required=False, widget=select())
    organization = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Name of the organization contains"), required=False, max_length=100,
        widget=line(),
    )  # fmt: skip
    late = forms.BooleanField(
        label=gettext_lazy("only those who are late"), required=False,
        widget=tick(),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, Any] | None, *, tasks: Iterable[Task], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        field = self.fields["task"]
        assert isinstance(field, forms.ChoiceField)
        choices = [(task.code, f"{task.position} {task.name}") for task in tasks]
        field.choices = [("", _("All")), *choices]

    def filters(self) -> dict[str, str]:
        values = self.cleaned_data
        found = {name: values[name] for name in ("task", "organization", "text") if values[name]}
        return found | ({"late": "1"} if values["late"] else {})


class AskForm(Taking):
    """A unit's request for more time."""

    until = day_field(gettext_lazy("Wanted last day"), required=True)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=area(3))


class DecideForm(Taking):
    grant = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")))
    until = day_field(gettext_lazy("Until"))
    answer = forms.CharField(label=gettext_lazy("Answer"), required=False, max_length=1000, widget=line())


class ReasonForm(Taking):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=1000, widget=area(2))


ERRATUM_FACTS = ("name", "audience", "due", "time", "closes")


def erratum_changes(tasks: Iterable[Task], posted: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What was changed on the page of an erratum, in the shape of `actions.amend`.

    Inputs are named "CODE.name", "CODE.audience", "CODE.due", "CODE.time" and "CODE.closes".
    """
    changes: dict[str, dict[str, Any]] = {}
    for task in tasks:
        old = erratum_values(task)
        new = {fact: posted.get(f"{task.code}.{fact}", old[fact]).strip() for fact in ERRATUM_FACTS}
        own: dict[str, Any] = {fact: new[fact] for fact in ("name", "audience") if new[fact] != old[fact]}
        if any(new[fact] != old[fact] for fact in ("due", "time", "closes")):
            own["deadline"] = {fact: new[fact] for fact in ("due", "time")}
            if new["closes"] != old["closes"]:
                own["deadline"]["closes"] = new["closes"]
        if own:
            changes[task.code] = own
    return changes


def erratum_values(task: Task) -> dict[str, str]:
    """The facts of a task as the inputs of an erratum show them."""
    return {
        "name": task.name,
        "audience": task.audience,
        "due": task.due_on.isoformat() if task.due_on else "",
        "time": task.due_time,
        "closes": cn_day(task.closes_at).isoformat() if task.closes_at else "",
    }
