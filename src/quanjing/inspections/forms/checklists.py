"""A checklist as its maker types it: what it is for, and its items row by row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from quanjing.foundation.fields import Taking, area, day_field, line
from quanjing.inspections.actions import ChecklistWanted, ItemWanted
from quanjing.inspections.models import Checklist
from quanjing.inspections.queries import Item

BLANK_ROWS = 5


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the table of items, as typed."""

    number: int
    key: str = ""
    text: str = ""
    basis: str = ""


class ChecklistForm(Taking):
    """What holds for the whole checklist."""

    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=60, widget=line())
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"), max_length=60, required=False, widget=line()
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=300, widget=area(3),
        help_text=gettext_lazy(
            "Shown above the sheet. Never ask for passwords, keys or the details of a weak spot; never about "
            "persons."
        ),
    )  # fmt: skip

    def wanted(self) -> ChecklistWanted:
        return ChecklistWanted(**self.cleaned_data)

    @staticmethod
    def shown(checklist: Checklist) -> dict[str, object]:
        """A checklist as the form shows it."""
        return {name: getattr(checklist, name) for name in ("name_zh", "name_en", "purpose")}


class EndForm(Taking):
    last_day = day_field(gettext_lazy("Last day"), required=True)


def rows_of(items: Iterable[Item]) -> list[ItemRow]:
    """The items of a sheet as rows, with empty ones below."""
    rows = [ItemRow(0, one.key, one.text, one.basis.code if one.basis else "") for one in items]
    return _with_blanks(rows)


def item_rows(post: QueryDict) -> tuple[list[ItemRow], list[ItemWanted]]:
    """The rows as typed, to show them again, and the items that they mean; a row without a text is none."""
    columns = [post.getlist(f"item-{name}") for name in ("key", "text", "basis")]
    rows = [
        ItemRow(0, key[:40], text.strip(), basis)
        for key, text, basis in zip(*columns, strict=False)
        if text.strip()
    ]
    return _with_blanks(rows), [ItemWanted(one.text, one.basis, one.key) for one in rows]


def _with_blanks(rows: list[ItemRow]) -> list[ItemRow]:
    filled = [*rows, *(ItemRow(0) for _place in range(BLANK_ROWS))]
    return [ItemRow(place, one.key, one.text, one.basis) for place, one in enumerate(filled, start=1)]
