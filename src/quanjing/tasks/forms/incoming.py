"""Input of the pages of the incoming register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.files.actions import read_upload
from quanjing.foundation.fields import Taking, area, day_field, line, select
from quanjing.tasks.actions import Paper
from quanjing.tasks.queries import IncomingFilter

Choices = list[tuple[str, str]]


def _line(label: Any, limit: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=required, widget=line(maxlength=limit))


def _text(label: Any, rows: int, limit: int = 4000, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=required, widget=area(rows))


class PaperForm(Taking):
    """A paper that came by post, by hand or by another system."""

    title = _line(gettext_lazy("Title"), 500, required=True)
    doc_number = _line(gettext_lazy("Number on the paper"), 100)
    issuer = _line(gettext_lazy("From"), 300)
    issued_on = day_field(gettext_lazy("Issued on"))
    received_on = day_field(gettext_lazy("Received on"), required=True)
    file = forms.FileField(label=gettext_lazy("File, where there is one"), required=False)

    def paper(self) -> Paper:
        return Paper(**{name: value for name, value in self.cleaned_data.items() if name != "file"})

    def upload(self) -> tuple[str, bytes] | None:
        """Name and bytes of the file."""
        found = self.cleaned_data["file"]
        return (found.name, read_upload(found, found.name)) if found else None


class ProposalForm(Taking):
    text = _text(gettext_lazy("Proposed handling"), 3, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class InstructionForm(Taking):
    text = _text(gettext_lazy("Instruction"), 3)
    given_name = _line(gettext_lazy("Given by"), 150)
    given_on = day_field(gettext_lazy("Given on"))


class ReferralForm(Taking):
    to = forms.ChoiceField(label=gettext_lazy("Hand on to"), widget=select())
    due_on = day_field(gettext_lazy("Deadline"))
    note = _line(gettext_lazy("What the addressee should do"), 1000)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class RegisterFilter(forms.Form):
    """What the register is narrowed to; what makes no sense narrows nothing."""

    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    state = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> IncomingFilter:
        self.is_valid()
        given = self.cleaned_data
        return IncomingFilter(given.get("year"), given.get("state") or "", given.get("text") or "")
