"""What the forms of every app are made of: widgets in the look of the pages, days, passwords, problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.errors import Problem

# Wagtail brings other words for the same; those of this catalogue come first
REQUIRED = _("This field is required.")

CONTROL = "form-control form-control-sm"


def line(kind: str = "text", **attributes: Any) -> forms.TextInput:
    """One line of text, or an input of another type such as "time" or "number"."""
    return forms.TextInput({"type": kind, "class": CONTROL, **attributes})


def area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": CONTROL})


def number(**attributes: Any) -> forms.NumberInput:
    return forms.NumberInput({"class": CONTROL, **attributes})


def select() -> forms.Select:
    return forms.Select({"class": "form-select form-select-sm"})


def tick() -> forms.CheckboxInput:
    return forms.CheckboxInput({"class": "form-check-input"})


def ticks() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple({"class": "form-check-input"})


def day_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput({"type": "date", "class": CONTROL}, "%Y-%m-%d")


def words(
    label: Any, limit: int, *, required: bool = False, help_text: Any = "", **more: Any
) -> forms.CharField:
    """One line of text of at most so many letters."""
    widget = line(maxlength=limit, **more)
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=widget, help_text=help_text
    )


def one_of(
    label: Any, choices: Any = (), *, required: bool = False, help_text: Any = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=select(), help_text=help_text
    )


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=day_input())


class MomentField(forms.DateTimeField):
    """A moment in China as the browser's own control writes it."""

    widget = forms.DateTimeInput({"type": "datetime-local", "class": CONTROL}, "%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            try:
                return datetime.strptime(value.strip()[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=clock.CHINA)
            except ValueError as error:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(clock.CHINA).strftime("%Y-%m-%dT%H:%M")
        return value


def password_field(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


class Taking(forms.Form):
    """A form that shows the problems which an action found, at their fields where it has them."""

    def take(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add_error(problem.where if problem.where in self.fields else None, str(problem.message))


class PasswordTwice(Taking):
    """A new password, typed twice; the rules for it stand in the action."""

    password = password_field(
        _("Password"), _("At least 10 characters; not a common password, not your name.")
    )
    again = password_field(_("The same password again"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("password") != clean.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return clean
