"""Fields that the forms of this app share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from quanjing.files.actions import read_upload
from quanjing.foundation.fields import area, line, number, tick, ticks


def long_text(label: Any, *, rows: int = 4, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=10_000, required=required, widget=area(rows), help_text=help_text
    )


def some_of(
    label: Any, choices: Any, *, required: bool = False, help_text: Any = ""
) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=ticks(), help_text=help_text
    )


def a_tick(label: Any, *, required: bool = False, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=required, widget=tick(), help_text=help_text)


def a_number(
    label: Any, *, least: int = 0, most: int = 100_000, required: bool = False, **more: Any
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=most, widget=number(), **more
    )


def a_time(label: Any, *, required: bool = False) -> forms.TimeField:
    return forms.TimeField(label=label, required=required, widget=line("time"))


def with_blank(choices: Iterable[Any]) -> list[Any]:
    return [("", "—"), *choices]


def choose_from(form: forms.Form, name: str, rows: Iterable[tuple[str, str]]) -> None:
    """Offer these pairs of code and words, and nothing."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = with_blank(rows)


def uploaded(upload: Any) -> tuple[str, bytes]:
    """Name and bytes of an upload."""
    return str(upload.name), read_upload(upload, str(upload.name))
