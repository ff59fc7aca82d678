"""Fields that the forms of this app share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from quanjing.files.actions import read_upload
from quanjing.foundation.fields import area


def long_text(label: Any, *, rows: int = 4, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=50_000, required=required, widget=area(rows), help_text=help_text
    )


def a_file(label: Any, accept: str = "", help_text: Any = "") -> forms.FileField:
    attributes = {"class": "form-control form-control-sm", "accept": accept}
    return forms.FileField(
        label=label, required=False, widget=forms.FileInput(attributes), help_text=help_text
    )


def choose_from(form: forms.Form, name: str, rows: Iterable[Any]) -> None:
    """Offer these rows by their codes, and nothing; `picked` gives the row back."""
    found = {row.code: row for row in rows}
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "—"), *((code, str(row)[:80]) for code, row in found.items())]
    form.__dict__.setdefault("rows", {})[name] = found


def picked(form: forms.Form, name: str) -> Any:
    """The row that was chosen, or None."""
    return form.__dict__["rows"][name].get(form.cleaned_data.get(name) or "")


def uploaded(given: Any) -> tuple[str, bytes] | None:
    """Name and bytes of an uploaded file, at most one byte more than is allowed."""
    if given is None:
        return None
    return str(given.name), read_upload(given, str(given.name))
