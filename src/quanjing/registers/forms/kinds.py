"""A kind of register as its maker types it: rules, and the fields of its sheet row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.foundation.fields import Taking, area, day_field, line, number, tick, ticks
from quanjing.organizations.enums import Kind
from quanjing.registers.actions import FieldWanted, KindWanted
from quanjing.registers.models import RegisterKind
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

BLANK_ROWS = 4
STEP = re.compile(r"\s*(.*?)[\s,\uff0c\u3001]+(\d{1,4})\s*\S{0,4}\s*")  # a name, then days before


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of the table of fields, as typed."""

    number: int
    key: str = ""
    label: str = ""
    type: str = FieldType.TEXT
    options: str = ""
    hint: str = ""
    required: bool = False


def _count(label: Any, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=most, widget=number(min=1), help_text=help_text
    )


def _tick(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=tick())


class EndForm(Taking):
    last_day = day_field(gettext_lazy("Last day"), required=True)


class KindForm(Taking):
    """What holds for all entries of a register."""

    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=60, widget=line())
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"), max_length=60, required=False, widget=line()
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=300, widget=area(2),
        help_text=gettext_lazy("Shown above the register. Persons are named only for a purpose said here."),
    )  # fmt: skip
    holders = forms.MultipleChoiceField(
        label=gettext_lazy("Kept by (none: by all)"), choices=Kind.choices, required=False, widget=ticks()
    )
    needs_reviewer = _tick(gettext_lazy("Every entry names a reviewer"))
    is_reviewed = _tick(gettext_lazy("What is filed waits for the reviewer or the desk above"))
    review_months = _count(gettext_lazy("Looked at again every so many months"), 120)
    confirm_month = _count(gettext_lazy("Confirmed every year, in the month"), 12)
    dormant_days = _count(gettext_lazy("Proposed for closing after so many days without an update"), 3000)
    expires = _tick(gettext_lazy("Entries may have a last day"))
    is_dated = _tick(gettext_lazy("Entries have a day of their own"))
    ahead_days = _count(gettext_lazy("Filed so many days before that day"), 400)
    steps = forms.CharField(
        label=gettext_lazy("Steps before that day"), required=False, max_length=5000, widget=area(4),
        help_text=gettext_lazy("One a line: its name, then how many days before."),
    )  # fmt: skip
    is_consulted = _tick(gettext_lazy("A body is asked beforehand and answers by a day"))
    is_shared = _tick(gettext_lazy("The bodies below see what is in force"))
    is_acknowledged = _tick(gettext_lazy("Each of them says once that it has read it"))
    keeps_log = _tick(gettext_lazy("Visits, talks and matters raised are noted"))
    asked_as = forms.CharField(
        label=gettext_lazy("Forms ask for it under these labels"), required=False, max_length=2000,
        widget=area(2),
        help_text=gettext_lazy("One a line. Such fields are then answered from the register."),
    )  # fmt: skip

    def clean_steps(self) -> tuple[tuple[str, int], ...]:
        found = []
        for text in self.cleaned_data["steps"].splitlines():
            if not text.strip():
                continue
            read = STEP.fullmatch(text)
            if read is None or not read[1]:
                raise forms.ValidationError(
                    _("Not understood: “%(line)s”. Write the name, then how many days before.")
                    % {"line": text}
                )
            found.append((read[1][:200], int(read[2])))
        return tuple(found)

    def wanted(self) -> KindWanted:
        given = dict(self.cleaned_data)
        labels = [one.strip() for one in given.pop("asked_as").splitlines()]
        given["holders"] = tuple(given["holders"])
        return KindWanted(asked_as=tuple(one for one in labels if one), **given)

    @staticmethod
    def shown(kind: RegisterKind) -> dict[str, object]:
        """A kind as the form shows it."""
        names = [name for name in KindWanted.__dataclass_fields__ if name not in ("steps", "asked_as")]
        steps = "\n".join(f"{one['name']} {one['days_before']}" for one in kind.steps)
        return {name: getattr(kind, name) for name in names} | {
            "steps": steps,
            "asked_as": "\n".join(kind.asked_as),
        }


def rows_of(fields: Iterable[Field]) -> list[FieldRow]:
    """The fields of a sheet as rows, with empty ones below."""
    rows = [
        FieldRow(place, one.key, one.label, one.type, "\n".join(one.options), one.hint, one.required)
        for place, one in enumerate(fields, start=1)
    ]
    return _with_blanks(rows)


def field_rows(post: QueryDict) -> tuple[list[FieldRow], list[FieldWanted]]:
    """The rows as typed, to show them again, and the fields that they mean; a row without a label is none."""
    columns = [post.getlist(f"field-{name}") for name in ("key", "label", "type", "options", "hint")]
    required = set(post.getlist("field-required"))
    rows = [
        FieldRow(place, key, label, kind, options, hint, str(place) in required)
        for place, (key, label, kind, options, hint) in enumerate(zip(*columns, strict=False), start=1)
    ]
    wanted = [
        FieldWanted(
            one.label.strip()[:300],
            FieldType(one.type) if one.type in FieldType.values else FieldType.TEXT,
            one.required,
            tuple(dict.fromkeys(each.strip() for each in one.options.splitlines() if each.strip())),
            one.hint.strip(),
            one.key[:40],
        )
        for one in rows
        if one.label.strip()
    ]
    return _with_blanks([one for one in rows if one.label.strip()]), wanted


def _with_blanks(rows: list[FieldRow]) -> list[FieldRow]:
    kept = [FieldRow(place, *_columns(one)) for place, one in enumerate(rows, start=1)]
    return kept + [FieldRow(len(kept) + more) for more in range(1, BLANK_ROWS + 1)]


def _columns(one: FieldRow) -> tuple[Any, ...]:
    return (one.key, one.label, one.type, one.options, one.hint, one.required)
