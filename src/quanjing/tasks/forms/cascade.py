"""Passing a notice on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import day_field, line
from quanjing.tasks.actions import BUFFER


class PassOnForm(forms.Form):
    """How many days a body keeps for itself before its superior's dates."""

    buffer = forms.IntegerField(
        label=_("Days kept before the superior's date"),
        min_value=0,
        max_value=60,
        initial=BUFFER,
        widget=line("number", min=0, max=60, style="width:5rem"),
    )


class OwnTaskForm(forms.Form):
    """An item that a body adds to what it passes on."""

    name = forms.CharField(label=_("Name"), max_length=300, widget=line())
    audience = forms.CharField(label=_("For whom"), required=False, max_length=500, widget=line())
    due = day_field(_("Last day"))

    def changes(self) -> dict[str, Any]:
        """As `tasks.actions.add_task` takes them."""
        values = self.cleaned_data
        found: dict[str, Any] = {"name": values["name"], "audience": values["audience"]}
        return found | ({"deadline": {"due": values["due"]}} if values["due"] else {})
