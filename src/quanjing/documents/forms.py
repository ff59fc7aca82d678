"""The fields of the composing page as they come from the browser; nothing is judged here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.documents.enums import NumberStyle
from quanjing.documents.rules import ROWS
from quanjing.documents.rules.fields import LINES, TEXTS
from quanjing.foundation.fields import Taking, day_field, line, number, select


@dataclass(frozen=True, slots=True)
class Typed:
    """What the page holds; `version` −1 where it is no number."""

    facts: dict[str, Any]
    series: str
    strict: bool
    version: int


def read_page(data: QueryDict) -> Typed:
    """The page: single fields by name, rows as repeated fields `items.name` in their order."""
    facts: dict[str, Any] = {name: _plain(data.get(name, "")) for name in TEXTS + LINES}
    for name, fields in ROWS.items():
        columns = [data.getlist(f"{name}.{field}") for field in fields]
        rows = zip_longest(*columns, fillvalue="")
        facts[name] = [dict(zip(fields, map(_plain, row), strict=True)) for row in rows]
    version = data.get("version", "")
    return Typed(facts, data.get("series", ""), "strict" in data, int(version) if version.isdecimal() else -1)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class SeriesForm(Taking):
    style = forms.ChoiceField(label=_("How it is numbered"), choices=NumberStyle.choices, widget=select())
    agency_code = forms.CharField(label=_("Agency's code"), required=False, max_length=40, widget=line())


class StartForm(Taking):
    year = forms.IntegerField(label=_("Year"), widget=number(min=1990))
    first = forms.IntegerField(label=_("First number on the platform"), widget=number(min=1))


class PaperForm(Taking):
    year = forms.IntegerField(label=_("Year"), widget=number(min=1990))
    serial = forms.IntegerField(label=_("Number"), widget=number(min=1))
    title = forms.CharField(label=_("Title"), max_length=500, widget=line())
    dated_on = day_field(_("Date"), required=True)
    void = forms.CharField(
        label=_("Void because"), required=False, max_length=1000, widget=line(),
        help_text=_("Only where the number was given up on paper."),
    )  # fmt: skip
