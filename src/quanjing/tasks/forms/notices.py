"""A notice that comes in, and what lists are narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from quanjing.files.actions import read_upload
from quanjing.foundation.fields import area
from quanjing.tasks.enums import State
from quanjing.tasks.queries import NOT_REPORTED, BodyFilter

PASTED_LIMIT = 200_000  # characters


class DirectiveForm(forms.Form):
    """A file, or the text of a notice pasted in."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = forms.CharField(required=False, max_length=PASTED_LIMIT, widget=area(8))

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


class BodyFilterForm(forms.Form):
    """What the assignments of one body are narrowed by; what makes no sense narrows nothing."""

    colour = forms.CharField(required=False, max_length=12)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)

    def wanted(self) -> BodyFilter:
        self.is_valid()
        given = self.cleaned_data
        return BodyFilter(given.get("colour") or "", given.get("first"), given.get("last"))
