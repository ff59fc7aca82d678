"""What a browser sends -> clean values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Problem
from quanjing.foundation.fields import Taking, line
from quanjing.organizations.enums import SocietyClass
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.actions.outside import MOST_DAYS
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import InboxFilter, ReportPage

CORRECTION_DAYS = 3  # proposed for a return; the desk changes it
FILE_PREFIX = "file:"
Values = dict[str, object]


@dataclass(slots=True)
class PageInput:
    """The whole page as typed. Names of inputs: header.KEY, BLOCK.TOKEN.KEY, fix.ENTRY.KEY.

    `uploads` are files sent along by a browser without scripts, by the name of the input they belong to.
    """

    version: int
    header: Values = field(default_factory=dict)
    draft: dict[str, dict[str, object]] = field(default_factory=dict)
    corrections: dict[str, Values] = field(default_factory=dict)
    send: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    uploads: dict[str, UploadedFile[Any]] = field(default_factory=dict)


def read_page(post: QueryDict, files: MultiValueDict[str, UploadedFile[Any]], page: ReportPage) -> PageInput:
    """The typed page; only places that the page has are read, rows in the order in which they stand.

    `add` names a block that gets an empty row, `remove` a row that goes: for browsers without scripts.
    """
    version = post.get("version", "")
    typed = PageInput(version=int(version) if version.isdecimal() else -1, send=post.getlist("send"))
    for one in page.header:
        if f"header.{one.key}" in post:
            typed.header[one.key] = _value(post, f"header.{one.key}", one.field)
    for part in page.parts:
        for entry in part.base.entries.all() if part.base else ():
            for each in entry.block.fields.all():
                name = f"fix.{entry.code}.{each.key}"
                if name in post:
                    typed.corrections.setdefault(entry.code, {})[each.key] = _value(post, name, each)
    for place in page.places:
        if place.key in post.getlist("block"):
            fields = list(place.block.fields.all())
            typed.draft[place.key] = {
                "none": [code for code in place.tasks if f"{place.key}:{code}" in post.getlist("none")],
                "rows": _rows(post, place.key, fields),
            }
    named = {name.removeprefix(FILE_PREFIX): upload for name, upload in files.items()}
    typed.uploads = {name: upload for name, upload in named.items() if isinstance(upload, UploadedFile)}
    return typed


def put(typed: PageInput, post: QueryDict, name: str, value: str) -> None:
    """Write a value at the place of the input `name`."""
    head, token, *rest = name.split(".", 2)
    if head == "header":
        typed.header[token] = value
    elif head == "fix" and rest:
        typed.corrections.setdefault(token, {})[rest[0]] = value
    elif head in typed.draft and rest:
        markers = [marker for marker in _markers(post, head) if marker]
        rows = typed.draft[head]["rows"]
        assert isinstance(rows, list)
        if f"{head}.{token}" in markers:
            rows[markers.index(f"{head}.{token}")]["values"][rest[0]] = value


def _markers(post: QueryDict, block: str) -> list[str]:
    gone = post.get("remove", "")
    return [one for one in post.getlist("row") if one.rsplit(".", 1)[0] == block and one != gone]


def _rows(post: QueryDict, block: str, fields: list[Field]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {
            "task": post.get(f"{marker}:task", ""),
            "values": {each.key: _value(post, f"{marker}.{each.key}", each) for each in fields},
        }
        for marker in _markers(post, block)
    ]
    if post.get("add") == block:
        rows.append({"task": "", "values": {}})
    return rows


def _value(post: QueryDict, name: str, asked: Field) -> object:
    if asked.type == FieldType.MULTICHOICE:
        return [value for value in post.getlist(name) if value]
    return post.get(name, "")


class InboxForm(forms.Form):
    """The filter of the inbox; what is not understood filters nothing."""

    directive = forms.CharField(required=False, max_length=16)
    task = forms.CharField(required=False, max_length=16)
    state = forms.ChoiceField(required=False, choices=SubmissionState.choices)
    society_class = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=SocietyClass.choices
    )
    desk = forms.CharField(required=False, max_length=16)
    claimed = forms.ChoiceField(required=False, choices=[(by, by) for by in ("mine", "free", "others")])
    q = forms.CharField(required=False, max_length=100)

    def wanted(self) -> InboxFilter:
        self.is_valid()
        clean = self.cleaned_data
        return InboxFilter(
            directive=clean.get("directive", ""),
            task=clean.get("task", ""),
            state=clean.get("state") or SubmissionState.SUBMITTED,
            society_class=clean.get("society_class"),
            desk=clean.get("desk", ""),
            claimed=clean.get("claimed", ""),
            text=clean.get("q", ""),
        )


class CodeForm(Taking):
    """For whom a code is, and for how long it works."""

    purpose = forms.CharField(label=gettext_lazy("Whom it is for"), max_length=100, widget=line())
    days = forms.IntegerField(
        label=gettext_lazy("Works for so many days"), min_value=1, max_value=MOST_DAYS,
        widget=forms.NumberInput({"class": "form-control"}),
    )  # fmt: skip


class ReturnForm(forms.Form):
    due = forms.DateField(
        error_messages={
            "required": gettext_lazy("Please give a date."),
            "invalid": gettext_lazy("Please give a date."),
        }
    )


@dataclass(frozen=True, slots=True)
class ReturnInput:
    """What was ticked: `names` are the ticked inputs in the order of `notes`."""

    notes: list[ReturnRequest]
    names: list[str]
    due_at: datetime


def read_returns(post: QueryDict, submission: Submission) -> ReturnInput:
    """Ticks and reasons: `return` holds "ENTRY.KEY", "ENTRY.", ".KEY" or ".", `reason:` + it the reason.

    Raises `Invalid` for a missing date; a day ends as the directive says.
    """
    names = post.getlist("return")
    day = read_day(post)
    notes = [_request(name, post.get(f"reason:{name}", "")) for name in names]
    return ReturnInput(
        notes, names, clock.end_of(day, submission.assignment.directive.day_end or clock.DAY_END)
    )


def read_day(post: QueryDict) -> date:
    """The day of a return. Raises `Invalid`."""
    form = ReturnForm(post)
    if not form.is_valid():
        raise Invalid([Problem("due", _("Please give a date."))])
    day: date = form.cleaned_data["due"]
    return day


def _request(name: str, reason: str) -> ReturnRequest:
    entry, _dot, key = name.partition(".")
    return ReturnRequest(entry_code=entry or None, field_key=key or None, reason=reason)


def reasons_of(post: Mapping[str, str]) -> dict[str, str]:
    """The reasons as typed, by the name of their tick: kept on the page when something is wrong."""
    return {name.removeprefix("reason:"): text for name, text in post.items() if name.startswith("reason:")}
