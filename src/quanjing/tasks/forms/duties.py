"""Input of the pages on counted duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.foundation.fields import Taking, day_field, line, number, select
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import DutyWanted
from quanjing.tasks.models import Assignment


class DutyForm(Taking):
    """A duty and the kinds and levels of organizations in the own subtree that have it."""

    name = forms.CharField(label=gettext_lazy("What is to be done"), max_length=300, widget=line())
    required = forms.IntegerField(
        label=gettext_lazy("How many times"), min_value=1, initial=1, widget=number()
    )
    first_on = day_field(gettext_lazy("First day"), required=True)
    last_on = day_field(gettext_lazy("Last day"), required=True)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of organization"), choices=Kind.choices, initial=Kind.SOCIETY,
        widget=select(),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), required=False, choices=[("", "—"), *Level.choices],
        widget=select(),
    )  # fmt: skip

    def wanted(self) -> DutyWanted:
        values = self.cleaned_data
        return DutyWanted(values["name"], values["required"], values["first_on"], values["last_on"])

    def selection(self, under: str) -> Selection:
        values = self.cleaned_data
        return Selection(under=under, kinds=(values["kind"],), levels=tuple(filter(None, [values["level"]])))


class RecordForm(Taking):
    """One time that a duty was done."""

    happened_on = day_field(gettext_lazy("Day"), required=True)
    note = forms.CharField(label=gettext_lazy("What it was"), max_length=300, widget=line())
    report = forms.ChoiceField(
        label=gettext_lazy("Report that tells of it, if any"), required=False, widget=select()
    )

    def __init__(self, data: Mapping[str, Any] | None, *, reports: Iterable[Assignment]) -> None:
        super().__init__(data)
        self.reports = {one.code: one for one in reports}
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "—"),
            *((code, f"{one.task} · {one.directive}") for code, one in self.reports.items()),
        ]

    def clean_report(self) -> Assignment | None:
        return self.reports.get(self.cleaned_data["report"])
