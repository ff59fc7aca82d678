"""What separates equals, in an order of one's own: a choice for each rank of the order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.calls.enums import Tie
from quanjing.foundation.fields import select

RANKS = (_("First rule"), _("Second rule"), _("Third rule"), _("Fourth rule"))


class TiesWidget(forms.MultiWidget):
    """A select for each rank."""

    def __init__(self) -> None:
        rows = []
        for label in RANKS:
            one = select()
            one.attrs["aria-label"] = label
            one.attrs["class"] = f"{one.attrs.get('class', '')} mb-1"
            one.choices = [("", "\u2014"), *Tie.choices]
            rows.append(one)
        super().__init__(rows)

    def decompress(self, value: Any) -> list[str]:
        found = list(value or [])
        return found + [""] * (len(RANKS) - len(found))


class TiesField(forms.MultiValueField):
    """The rules in the order chosen; a rank may stay empty, none stands twice."""

    def __init__(self, **more: Any) -> None:
        fields = [forms.ChoiceField(choices=[("", ""), *Tie.choices], required=False) for _label in RANKS]
        more.setdefault("label", _("Equals are separated by, in this order"))
        super().__init__(fields=fields, widget=TiesWidget(), required=False, require_all_fields=False, **more)

    def compress(self, data_list: list[str]) -> list[str]:
        chosen = [one for one in data_list or [] if one]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("A rule stands twice."))
        return chosen
