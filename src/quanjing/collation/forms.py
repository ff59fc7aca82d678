"""What a browser sends -> clean values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.collation.enums import CheckKind, ExportKind
from quanjing.foundation.fields import Taking, line, number, select
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field


class MakeForm(Taking):
    """Which paper, of which states, its files named how."""

    kind = forms.ChoiceField(choices=ExportKind.choices)
    states = forms.CharField(required=False)
    pattern = forms.CharField(required=False, max_length=200, strip=True, widget=line())
    layout = forms.CharField(required=False, max_length=16)

    def wanted(self) -> ExportKind:
        return ExportKind(self.cleaned_data["kind"])


class LayoutForm(Taking):
    """The issuer's own table for a part of the sheet."""

    block = forms.ChoiceField(label=_("Part of the sheet"), widget=select())
    file = forms.FileField(label=_("Their table (Excel)"))

    def __init__(self, *args: Any, blocks: list[Block], **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(str(block.pk), block.label or block.template.title) for block in blocks]
        self.fields["block"].choices = choices  # type: ignore[attr-defined]


class CheckForm(Taking):
    """A cross-check of numbers."""

    kind = forms.ChoiceField(label=_("What is checked"), choices=CheckKind.choices, widget=select())
    total = forms.ChoiceField(label=_("Total"), widget=select())
    parts = forms.MultipleChoiceField(label=_("Parts"), required=False)
    percent = forms.IntegerField(
        label=_("Percent"), required=False, min_value=1, max_value=1000, widget=number(min=1, max=1000)
    )

    def __init__(self, *args: Any, fields: list[Field], **more: Any) -> None:
        super().__init__(*args, **more)
        numbers = [(one.key, one.label) for one in fields if one.type == FieldType.NUMBER]
        self.fields["total"].choices = numbers  # type: ignore[attr-defined]
        self.fields["parts"].choices = numbers  # type: ignore[attr-defined]


def read_columns(post: QueryDict, letters: list[str]) -> dict[str, str]:
    """What each column takes; inputs are named column.LETTER, empty for nothing."""
    found = {letter: post.get(f"column.{letter}", "") for letter in letters}
    return {letter: taken for letter, taken in found.items() if taken}
