"""What a person may set of a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import area, day_field, line, tick, ticks
from quanjing.foundation.templatetags.quanjing import cn_day
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.models import Task


class DeadlineForm(forms.Form):
    """Day, time and end of grace of a deadline."""

    due = day_field(_("Last day"))
    time = forms.CharField(label=_("Time"), required=False, max_length=5, widget=line("time"))
    closes = day_field(_("Late until"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(task: Task) -> dict[str, Any]:
        """The initial values for a task."""
        closes = cn_day(task.closes_at) if task.closes_at else None
        return {"due": task.due_on, "time": task.due_time, "closes": closes, "version": task.version}

    def deadline(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("due", "time", "closes")}


class TaskForm(DeadlineForm):
    """Everything of a task that a person may set; only what he changed is passed on."""

    field_order = ("name", "audience", "deliverables", "due", "time", "closes")

    name = forms.CharField(label=_("Name"), max_length=300, widget=line())
    audience = forms.CharField(label=_("For whom"), required=False, max_length=500, widget=line())
    deliverables = forms.CharField(label=_("To hand in, one a line"), required=False, widget=area(2))
    desk_org = forms.CharField(label=_("Desk"), required=False, max_length=100, widget=line())
    desk_name = forms.CharField(label=_("Contact"), required=False, max_length=100, widget=line())
    desk_phones = forms.CharField(label=_("Telephone"), required=False, widget=line())
    desk_emails = forms.CharField(label=_("Mail"), required=False, widget=line())
    nil_allowed = forms.BooleanField(label=_("A nil report is possible"), required=False, widget=tick())
    blocks = forms.MultipleChoiceField(label=_("Answered with"), required=False, widget=ticks())

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, task: Task, templates: list[SheetTemplate]
    ) -> None:
        super().__init__(data, initial=self._initial(task))
        self.task = task
        choices = [(f"{t.code}.{b.key}", b.label or t.title) for t in templates for b in t.blocks.all()]
        field = self.fields["blocks"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [choice for choice in choices if not choice[0].endswith(".header")]

    def _initial(self, task: Task) -> dict[str, Any]:
        desk = task.desk
        return self.of(task) | {
            "name": task.name,
            "audience": task.audience,
            "deliverables": "\n".join(one["text"] for one in task.deliverables),
            "desk_org": desk.get("org", ""),
            "desk_name": desk.get("name", ""),
            "desk_phones": ", ".join(desk.get("phones", ())),
            "desk_emails": ", ".join(desk.get("emails", ())),
            "nil_allowed": task.nil_allowed,
            "blocks": [f"{block.template.code}.{block.key}" for block in task.blocks.all()],
        }

    def changes(self) -> dict[str, Any]:
        """What the person changed, in the shape of `correct_task`."""
        changed = set(self.changed_data)
        found = {name: self.cleaned_data[name] for name in ("name", "audience", "nil_allowed", "blocks")}
        changes = {name: value for name, value in found.items() if name in changed}
        if changed & {"due", "time", "closes"}:
            changes["deadline"] = self.deadline()
        if changed & {"desk_org", "desk_name", "desk_phones", "desk_emails"}:
            names = ("org", "name", "phones", "emails")
            changes["desk"] = {name: self.cleaned_data[f"desk_{name}"] for name in names}
        if "deliverables" in changed:
            changes["deliverables"] = self._deliverables()
        return changes

    def _deliverables(self) -> list[dict[str, Any]]:
        known = {one["text"]: one for one in self.task.deliverables}
        lines = (line.strip() for line in self.cleaned_data["deliverables"].splitlines())
        return [known.get(line, {"text": line}) for line in lines if line]
