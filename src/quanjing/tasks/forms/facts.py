"""The facts of a notice: correcting them, and reading one again from a passage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.directives.models import Directive
from quanjing.foundation.fields import area, day_field, line, select
from quanjing.tasks.models import Task

OF_NOTICE = ("title", "doc_number", "issuers", "addressees", "issued_on", "contacts", "attachments")
OF_TASK = ("deadline", "responsible", "deliverables", "audience", "name")
FACT_NAMES = {
    "title": _("Title"),
    "doc_number": _("Document number"),
    "issuers": _("From"),
    "addressees": _("Addressees"),
    "issued_on": _("Issued on"),
    "contacts": _("Contacts"),
    "attachments": _("Attachments"),
    "deadline": _("Deadline"),
    "responsible": _("In charge"),
    "deliverables": _("To hand in"),
    "audience": _("For whom"),
    "name": _("Name"),
}


class FactsForm(forms.Form):
    """The facts of a directive's frame."""

    doc_number = forms.CharField(label=_("Document number"), required=False, max_length=100, widget=line())
    title = forms.CharField(label=_("Title"), max_length=500, widget=area(2))
    addressees = forms.CharField(label=_("Addressees"), required=False, widget=area(3))
    issued_on = day_field(_("Issued on"))
    day_end = forms.CharField(label=_("A day ends at"), max_length=5, widget=line(size=5))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "version"}


class RereadForm(forms.Form):
    """A passage of the text, by its place or by its words, and the fact that stands there.

    `what` is the name of a fact of the frame, or a task's code and the fact ("k3j2.deadline").
    """

    what = forms.ChoiceField(label=_("What stands there"), widget=select())
    words = forms.CharField(label=_("Words of the text"), required=False, widget=area(2))
    start = forms.IntegerField(label=_("From character"), required=False, min_value=0, widget=line("number"))
    end = forms.IntegerField(label=_("To character"), required=False, min_value=0, widget=line("number"))
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
        groups = [(str(_("The notice")), of_notice)]
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
