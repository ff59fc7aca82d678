"""An entry as people type it: the columns that its kind has, and the fields of its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from quanjing.files.actions import read_upload
from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.foundation.fields import CONTROL, Taking, area, day_field, line, select, ticks
from quanjing.organizations.models import Organization
from quanjing.registers.actions import EntryFacts
from quanjing.registers.enums import LogKind
from quanjing.registers.models import RegisterEntry, RegisterKind
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field

PREFIX = "v-"  # before the key of a field of the sheet
FILES = (FieldType.FILE, FieldType.PHOTO)


class EntryForm(Taking):
    """An entry; what its kind has not is not asked."""

    name = forms.CharField(
        label=gettext_lazy("Name of the entry"), max_length=200, required=False, widget=line()
    )
    holder_title = forms.CharField(
        label=gettext_lazy("Holder: a post or office"), max_length=100, required=False,
        widget=line(list="post-titles"),
    )  # fmt: skip
    reviewer_title = forms.CharField(
        label=gettext_lazy("Reviewer: a post or office"), max_length=100, required=False,
        widget=line(list="post-titles"),
    )  # fmt: skip
    happens_on = day_field(gettext_lazy("Day on which it takes place or begins to hold"))
    expires_on = day_field(gettext_lazy("Last day, where it ends"))
    updated_on = day_field(gettext_lazy("Last update"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, files: Any = None, *, kind: RegisterKind, block: Block,
        known: Mapping[str, KnownFact], **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, files, **more)
        self.sheet = list(block.fields.all())
        has = {
            "reviewer_title": kind.needs_reviewer or kind.is_reviewed,
            "happens_on": kind.is_dated,
            "expires_on": kind.expires,
            "updated_on": kind.dormant_days is not None,
        }
        for name, wanted in has.items():
            if not wanted:
                del self.fields[name]
        for one in self.sheet:
            self.fields[PREFIX + one.key] = _field(one)
            fact = known.get(one.meaning.fact) if one.meaning is not None else None
            if fact is not None:
                self.initial.setdefault(PREFIX + one.key, fact.value)

    def facts(self, before: Mapping[str, object] | None = None) -> EntryFacts:
        """What was typed; a file that is not sent anew stays as it was `before`."""
        given = self.cleaned_data
        values: dict[str, object] = {}
        files: dict[str, tuple[str, bytes]] = {}
        for one in self.sheet:
            value = given.get(PREFIX + one.key)
            if one.type not in FILES:
                values[one.key] = value
            elif isinstance(value, UploadedFile):
                files[one.key] = (str(value.name), read_upload(value, str(value.name)))  # type: ignore[arg-type]
            elif before and before.get(one.key):
                values[one.key] = before[one.key]
        return EntryFacts(
            name=given.get("name") or "",
            holder_title=given.get("holder_title") or "",
            reviewer_title=given.get("reviewer_title") or "",
            happens_on=given.get("happens_on"),
            expires_on=given.get("expires_on"),
            updated_on=given.get("updated_on"),
            values=values,
            files=files,
        )

    def take_all(self, problems: tuple[Problem, ...]) -> None:
        """The action's problems, at the fields of the sheet too."""
        self.take(
            Problem(PREFIX + one.where, one.message) if PREFIX + one.where in self.fields else one
            for one in problems
        )


class ReasonForm(Taking):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False, widget=line())


class HandOverForm(Taking):
    """To whom, and what the next one has to know."""

    to_title = forms.CharField(
        label=gettext_lazy("To the post or office"),
        max_length=100,
        required=False,
        widget=line(list="post-titles"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note: accounts, papers, what is open"), max_length=5000, required=False,
        widget=area(4),
    )  # fmt: skip
    everything = forms.BooleanField(required=False, widget=forms.CheckboxInput({"class": "form-check-input"}))


class StepForm(Taking):
    """When a step was taken, and by which paper."""

    done_on = day_field(gettext_lazy("Taken on"))
    paper = forms.CharField(
        label=gettext_lazy("Number of the letter or file"), max_length=100, required=False, widget=line()
    )


class AskForm(Taking):
    """Which body is asked what, and by when it answers."""

    asked = forms.ChoiceField(label=gettext_lazy("Body that is asked"), widget=select(), required=False)
    question = forms.CharField(
        label=gettext_lazy("What it is asked"), max_length=20_000, required=False, widget=area(3)
    )
    due_on = day_field(gettext_lazy("Answer by"), required=True)

    def __init__(self, data: Any, *, bodies: Iterable[Organization], **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["asked"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((one.code, one.name) for one in bodies)]


class LogForm(Taking):
    """What happened on a day."""

    what = forms.ChoiceField(label=gettext_lazy("What"), choices=LogKind.choices, widget=select())
    day = day_field(gettext_lazy("Day"), required=True)
    text = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=500, required=False, widget=line(),
        help_text=gettext_lazy("What was done or is needed; nothing about a person."),
    )  # fmt: skip


def initial_of(entry: RegisterEntry) -> dict[str, object]:
    """An entry as the form shows it."""
    columns = ("name", "holder_title", "reviewer_title", "happens_on", "expires_on", "updated_on", "version")
    return {name: getattr(entry, name) for name in columns} | {
        PREFIX + key: value for key, value in entry.values.items()
    }


def _field(one: Field) -> forms.Field:
    """The input of a field; what it takes is checked by the sheet's own rules, in the action."""
    common: dict[str, Any] = {"label": one.label, "required": False, "help_text": one.hint}
    options = [(option, option) for option in one.options]
    if one.type == FieldType.LONGTEXT:
        return forms.CharField(widget=area(4), max_length=100_000, **common)
    if one.type == FieldType.CHOICE:
        return forms.ChoiceField(choices=[("", "—"), *options], widget=select(), **common)
    if one.type == FieldType.MULTICHOICE:
        return forms.MultipleChoiceField(choices=options, widget=ticks(), **common)
    if one.type in FILES:
        return forms.FileField(widget=forms.FileInput({"class": CONTROL}), **common)
    if one.type == FieldType.DATE:
        return forms.CharField(widget=line("date"), max_length=40, **common)
    attributes = {"inputmode": "decimal"} if one.type == FieldType.NUMBER else {}
    return forms.CharField(widget=line(**attributes), max_length=2000, **common)
