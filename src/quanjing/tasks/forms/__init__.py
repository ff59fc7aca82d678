"""Input of the pages on directives, made into clean values; writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.directives.models import Directive
from quanjing.files.actions import read_upload
from quanjing.foundation.templatetags.quanjing import cn_day
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.queries import Selection
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.actions import BUFFER
from quanjing.tasks.enums import State
from quanjing.tasks.models import Task
from quanjing.tasks.queries import NOT_REPORTED

CHECK = {"class": "form-check-input"}
SELECT = {"class": "form-select form-select-sm"}
OF_NOTICE = ("title", "doc_number", "issuers", "addressees", "issued_on", "contacts", "attachments")
OF_TASK = ("deadline", "responsible", "deliverables", "audience", "name")
FACT_NAMES = {
    "title": gettext_lazy("Title"),
    "doc_number": gettext_lazy("Document number"),
    "issuers": gettext_lazy("From"),
    "addressees": gettext_lazy("Addressees"),
    "issued_on": gettext_lazy("Issued on"),
    "contacts": gettext_lazy("Contacts"),
    "attachments": gettext_lazy("Attachments"),
    "deadline": gettext_lazy("Deadline"),
    "responsible": gettext_lazy("In charge"),
    "deliverables": gettext_lazy("To hand in"),
    "audience": gettext_lazy("For whom"),
    "name": gettext_lazy("Name"),
}
PASTED_LIMIT = 200_000  # characters


def _input(kind: str = "text", **attributes: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"type": kind, "class": "form-control form-control-sm", **attributes})


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "form-control form-control-sm"})


def _day() -> forms.DateField:
    attributes = {"type": "date", "class": "form-control form-control-sm"}
    return forms.DateField(required=False, widget=forms.DateInput(attributes, "%Y-%m-%d"))


class DirectiveForm(forms.Form):
    """A file, or the text of a notice pasted in."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = forms.CharField(required=False, max_length=PASTED_LIMIT, widget=_area(8))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not values.get("file") and not values.get("text"):
            self.add_error("file", _("Choose a file or paste the text."))
        return values

    def source(self) -> tuple[str, bytes]:
        """Name and bytes of the notice."""
        upload = self.cleaned_data["file"]
        if upload:
            return upload.name, read_upload(upload, upload.name)
        return _("Pasted notice") + ".txt", self.cleaned_data["text"].encode()


class FactsForm(forms.Form):
    """The facts of a directive's frame."""

    doc_number = forms.CharField(
        label=gettext_lazy("Document number"), required=False, max_length=100, widget=_input()
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=500, widget=_area(2))
    addressees = forms.CharField(label=gettext_lazy("Addressees"), required=False, widget=_area(3))
    issued_on = _day()
    day_end = forms.CharField(label=gettext_lazy("A day ends at"), max_length=5, widget=_input(size=5))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].label = _("Issued on")

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}


class DeadlineForm(forms.Form):
    """Day, time and end of grace of a deadline."""

    due = _day()
    time = forms.CharField(required=False, max_length=5, widget=_input("time"))
    closes = _day()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = (("due", _("Last day")), ("time", _("Time")), ("closes", _("Late until")))
        for name, label in names:
            self.fields[name].label = label

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

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, widget=_input())
    audience = forms.CharField(
        label=gettext_lazy("For whom"), required=False, max_length=500, widget=_input()
    )
    deliverables = forms.CharField(
        label=gettext_lazy("To hand in, one a line"), required=False, widget=_area(2)
    )
    desk_org = forms.CharField(label=gettext_lazy("Desk"), required=False, max_length=100, widget=_input())
    desk_name = forms.CharField(
        label=gettext_lazy("Contact"), required=False, max_length=100, widget=_input()
    )
    desk_phones = forms.CharField(label=gettext_lazy("Telephone"), required=False, widget=_input())
    desk_emails = forms.CharField(label=gettext_lazy("Mail"), required=False, widget=_input())
    nil_allowed = forms.BooleanField(
        label=gettext_lazy("A nil report is possible"), required=False, widget=forms.CheckboxInput(CHECK)
    )
    blocks = forms.MultipleChoiceField(
        label=gettext_lazy("Answered with"), required=False, widget=forms.CheckboxSelectMultiple(CHECK)
    )

    def __init__(self, *args: Any, task: Task, templates: list[SheetTemplate], **kwargs: Any) -> None:
        super().__init__(*args, initial=self._initial(task), **kwargs)
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


class RereadForm(forms.Form):
    """A passage of the text, by its place or by its words, and the fact that stands there.

    `what` is the name of a fact of the frame, or a task's code and the fact ("k3j2.deadline").
    """

    what = forms.ChoiceField(label=gettext_lazy("What stands there"), widget=forms.Select(SELECT))
    words = forms.CharField(label=gettext_lazy("Words of the text"), required=False, widget=_area(2))
    start = forms.IntegerField(
        label=gettext_lazy("From character"), required=False, min_value=0, widget=_input("number")
    )
    end = forms.IntegerField(
        label=gettext_lazy("To character"), required=False, min_value=0, widget=_input("number")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, directive: Directive, tasks: list[Task]
    ) -> None:
        super().__init__(data, initial={"version": directive.version}, auto_id="reread-%s")
        self.directive = directive
        self.tasks = {task.code: task for task in tasks}
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        of_notice = [(fact, str(FACT_NAMES[fact])) for fact in OF_NOTICE]
        groups = [(_("The notice"), of_notice)]
        groups += [
            (
                f"{task.position} {task.name}",
                [(f"{task.code}.{fact}", f"{task.position} {FACT_NAMES[fact]}") for fact in OF_TASK],
            )
            for task in tasks
        ]
        field.choices = groups

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        start, end = values.get("start"), values.get("end")
        if start is None or end is None:
            place = place_of(self.directive.text, values.get("words") or "")
            if place is None:
                self.add_error("words", _("Mark a passage, or enter words as they stand in the text."))
            else:
                values["start"], values["end"] = place
        elif not start < end <= len(self.directive.text):
            self.add_error("end", _("The passage must lie within the text."))
        return values

    def passage(self) -> dict[str, Any]:
        """Fact, task and span for the action."""
        task, _dot, fact = self.cleaned_data["what"].rpartition(".")
        span = (self.cleaned_data["start"], self.cleaned_data["end"])
        return {"fact": fact, "task": self.tasks.get(task), "span": span}


def place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where `words` stand first in `text`, white space and line breaks apart."""
    wanted = "".join(words.split())
    places = [place for place, char in enumerate(text) if not char.isspace()]
    found = "".join(text[place] for place in places).find(wanted) if wanted else -1
    return (places[found], places[found + len(wanted) - 1] + 1) if found >= 0 else None


class AudienceForm(forms.Form):
    """Whom a directive goes to, and the reason where one is needed."""

    under = forms.CharField(max_length=16)
    kinds = forms.MultipleChoiceField(choices=Kind.choices, required=False)
    levels = forms.MultipleChoiceField(choices=Level.choices, required=False)
    classes = forms.TypedMultipleChoiceField(choices=SocietyClass.choices, coerce=int, required=False)
    override = forms.CharField(required=False, max_length=1000, widget=_area(2))

    def selection(self) -> Selection:
        values = self.cleaned_data
        return Selection(
            under=values["under"],
            kinds=tuple(values["kinds"]),
            levels=tuple(values["levels"]),
            classes=tuple(values["classes"]),
        )


class AssignmentFilter(forms.Form):
    """What a list of assignments is narrowed by."""

    task = forms.CharField(required=False, max_length=16)
    state = forms.ChoiceField(required=False, choices=[("", ""), (NOT_REPORTED, ""), *State.choices])
    late = forms.CharField(required=False, max_length=1)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> dict[str, str]:
        """The filters that make sense; a wrong one is left out."""
        self.is_valid()
        return dict(self.cleaned_data)


def sheet_changes(template: SheetTemplate, posted: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The changes that the page of a sheet posted, in the shape of `sheets.actions.revise`.

    Inputs are named "b2.label", "b2.repeat", "b2.optional", "b2.name.label", "b2.name.required" and
    "b2.name.delete"; a box that is not ticked is not posted.
    """
    changes: dict[str, dict[str, Any]] = {}
    for block in template.blocks.all():
        if not block.is_header:
            changes[block.key] = {
                "label": posted.get(f"{block.key}.label", block.label),
                "repeat": f"{block.key}.repeat" in posted,
                "optional": f"{block.key}.optional" in posted,
            }
        for field in block.fields.all():
            place = f"{block.key}.{field.key}"
            changes[place] = {
                "label": posted.get(f"{place}.label", field.label),
                "required": f"{place}.required" in posted,
                "delete": f"{place}.delete" in posted,
            }
    return changes


class PassOnForm(forms.Form):
    """How many days a body keeps for itself before its superior's dates."""

    buffer = forms.IntegerField(
        label=gettext_lazy("Days kept before the superior's date"),
        min_value=0,
        max_value=60,
        initial=BUFFER,
        widget=_input("number", min=0, max=60, style="width:5rem"),
    )


class OwnTaskForm(forms.Form):
    """An item that a body adds to what it passes on."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, widget=_input())
    audience = forms.CharField(
        label=gettext_lazy("For whom"), required=False, max_length=500, widget=_input()
    )
    due = _day()

    def changes(self) -> dict[str, Any]:
        """As `tasks.actions.add_task` takes them."""
        values = self.cleaned_data
        found: dict[str, Any] = {"name": values["name"], "audience": values["audience"]}
        return found | ({"deadline": {"due": values["due"]}} if values["due"] else {})
