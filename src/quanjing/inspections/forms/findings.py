"""Findings, visits and the channel for complaints as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.foundation.fields import Taking, area, day_field, line, select
from quanjing.inspections.actions import FindingWanted
from quanjing.inspections.models import InspectionStage
from quanjing.registers.models import RegisterEntry


class FindingForm(Taking):
    """A finding that stands beside the sheet."""

    process = forms.CharField(
        label=gettext_lazy("Step of the work"), max_length=300, required=False, widget=line(),
        help_text=gettext_lazy("For example: approval of invoices. A step or a process, never a person."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What is not in order"), max_length=5000, required=False, widget=area(3)
    )
    basis = forms.CharField(label=gettext_lazy("Basis"), max_length=300, required=False, widget=line())
    guidance = forms.ChoiceField(
        label=gettext_lazy("Guidance that it rests on"), required=False, widget=select()
    )
    owner = forms.CharField(
        label=gettext_lazy("Owner: a post or office of the body"), max_length=100, required=False,
        widget=line(list="post-titles"),
    )  # fmt: skip
    due_on = day_field(gettext_lazy("To be rectified by"))
    short_reason = forms.CharField(
        label=gettext_lazy("Reason, where it is due today"), max_length=300, required=False, widget=line()
    )
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False, widget=select())

    def __init__(
        self,
        data: Any,
        *,
        stages: Iterable[InspectionStage],
        guidance: Iterable[RegisterEntry],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        named = [(str(one.position), one.name) for one in stages]
        _choose(self, "stage", named)
        _choose(self, "guidance", [(one.code, one.name) for one in guidance])
        if not named:
            del self.fields["stage"]

    def wanted(self) -> FindingWanted:
        given = dict(self.cleaned_data)
        return FindingWanted(stage=int(given.pop("stage", "") or 0), **given)


class VisitForm(Taking):
    """When a body is visited, and by which posts."""

    day = day_field(gettext_lazy("Day of the visit"), required=True)
    visitors = forms.CharField(
        label=gettext_lazy("Who goes there: posts or offices"), max_length=300, required=False, widget=line()
    )


class VisitedForm(VisitForm):
    """A visit that has taken place already."""

    reason = forms.CharField(
        label=gettext_lazy("Why it was not planned beforehand"), max_length=300, required=False, widget=line()
    )


class ChannelForm(Taking):
    """Where complaints about persons go."""

    text = forms.CharField(
        label=gettext_lazy("What people read"), max_length=300, required=False, widget=area(3)
    )
    link = forms.URLField(
        label=gettext_lazy("Its page, where it has one"), max_length=300, required=False, widget=line("url"),
        assume_scheme="https",
    )  # fmt: skip


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "—"), *choices]
