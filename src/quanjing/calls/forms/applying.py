"""An application as its people type it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.calls.actions import ApplicationFacts
from quanjing.calls.forms.rows import shown_rows, typed_rows
from quanjing.calls.models import Application, Call, Project
from quanjing.files.actions import read_upload
from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.foundation.fields import CONTROL, Taking, area, day_field, line, select, tick, ticks
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field

PREFIX = "v-"  # before the key of a field of the sheet
FILES = (FieldType.FILE, FieldType.PHOTO)
ROWS: dict[str, tuple[tuple[str, ...], str]] = {  # columns, the tick of the call that asks for them
    "team": (("name", "unit"), "asks_team"),
    "goals": (("name", "number", "unit"), "asks_goals"),
    "budget": (("name", "amount"), "asks_budget"),
    "schedule": (("name", "due"), "asks_schedule"),
    "joint": (("name",), "allows_joint"),
}


class ApplicationForm(Taking):
    """The lines and the sheet of an application; rows and ticks are read beside it."""

    direction = forms.CharField(label=_("Direction"), required=False, widget=select())
    project = forms.CharField(
        label=_("Closed project that it is based on"), required=False, widget=select(),
        help_text=_("Projects of your body, and of bodies it follows, that are not in this call yet."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=200, required=False, widget=line())
    subject = forms.CharField(
        label=_("Nominee: a person or a body"), max_length=100, required=False, widget=line()
    )
    subject_unit = forms.CharField(
        label=_("Unit of the nominee"), max_length=200, required=False, widget=line()
    )
    subject_post = forms.CharField(
        label=_("Post of the nominee"), max_length=100, required=False, widget=line()
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        files: Any = None,
        *,
        call: Call,
        block: Block,
        known: Mapping[str, KnownFact],
        projects: Iterable[tuple[str, str]] = (),
        **more: Any,
    ) -> None:
        super().__init__(data, files, **more)
        self.call, self.sheet, self.known = call, list(block.fields.all()), known
        choices = [(one.code, one.name) for one in call.directions.all()]
        self.fields["direction"].widget.choices = choices
        self.fields["title"].help_text = _("At most %(limit)d characters.") % {"limit": call.title_length}
        if call.from_projects:
            self.fields["project"].widget.choices = [("", "—"), *projects]
        else:
            del self.fields["project"]
        if not call.nominates:
            for name in ("subject", "subject_unit", "subject_post"):
                del self.fields[name]
        for one in self.sheet:
            fact = known.get(one.meaning.fact) if one.meaning is not None else None
            if fact is None:
                self.fields[PREFIX + one.key] = sheet_field(one)

    @property
    def has_files(self) -> bool:
        return any(one.type in FILES for one in self.sheet)

    def shown_facts(self) -> list[tuple[str, KnownFact]]:
        """What the platform knows: shown, not asked."""
        return [
            (one.label, self.known[one.meaning.fact])
            for one in self.sheet
            if one.meaning is not None and one.meaning.fact in self.known
        ]

    def facts(self, post: QueryDict, before: Mapping[str, object]) -> ApplicationFacts:
        """Everything that was typed; a file that is not sent anew stays as it was `before`."""
        given = self.cleaned_data
        values: dict[str, object] = {}
        files: dict[str, tuple[str, bytes]] = {}
        for one in self.sheet:
            value = given.get(PREFIX + one.key)
            if one.type not in FILES:
                values[one.key] = value
            elif isinstance(value, UploadedFile):
                files[one.key] = (str(value.name), read_upload(value, str(value.name)))  # type: ignore[arg-type]
            elif before.get(one.key):
                values[one.key] = before[one.key]
        rows = {
            name: typed_rows(post, name, columns) if f"{name}-there" in post else None
            for name, (columns, _asked) in ROWS.items()
        }
        joint = rows["joint"]
        return ApplicationFacts(
            direction=given.get("direction") or "", title=given.get("title") or "",
            subject=given.get("subject") or "", subject_unit=given.get("subject_unit") or "",
            subject_post=given.get("subject_post") or "", project=given.get("project"),
            values=values, files=files,
            team=rows["team"], goals=rows["goals"], budget=rows["budget"], schedule=rows["schedule"],
            joint=None if joint is None else [row["name"] for row in joint], ticks=self._ticks(post),
            shares={one.pk: f"share-{one.pk}" in post for one in self.call.shares.all()},
        )  # fmt: skip

    def take_all(self, problems: tuple[Problem, ...]) -> dict[str, list[Problem]]:
        """Problems at their fields; those of rows and ticks by place for the page."""
        beside: dict[str, list[Problem]] = {}
        for problem in problems:
            if problem.where in self.fields or not problem.where:
                self.take([problem])
            else:
                beside.setdefault(problem.where, []).append(problem)
        return beside

    def _ticks(self, post: QueryDict) -> dict[int, tuple[bool, date | None]]:
        found = {}
        for one in self.call.conditions.all():
            if f"condition-{one.pk}-there" in post:
                found[one.pk] = (f"condition-{one.pk}" in post, _day(post.get(f"since-{one.pk}", "")))
        return found


class AskConsentForm(Taking):
    """What the nominee is asked to agree to."""

    purpose = forms.CharField(label=_("What it is for, and who sees what"), max_length=300, widget=area(3))
    until = day_field(_("Kept and shown until"))
    shows_story = forms.BooleanField(
        label=_("Ask as well whether the story may be shown to the public"), required=False, widget=tick()
    )


class PaperConsentForm(AskConsentForm):
    """The same, signed on paper."""

    signed_on = day_field(_("Signed on"), required=True)
    file = forms.FileField(label=_("Signed paper"), widget=forms.FileInput({"class": CONTROL}))


class GiveConsentForm(Taking):
    """What the nominee writes."""

    name = forms.CharField(label=_("Your name"), max_length=100, required=False, widget=line())
    shows_story = forms.BooleanField(
        label=_("My story may be shown to the public as well"), required=False, widget=tick()
    )


def initial_of(application: Application) -> dict[str, object]:
    """An application as the form shows it."""
    names = ("title", "subject", "subject_unit", "subject_post", "version")
    found: dict[str, object] = {name: getattr(application, name) for name in names}
    values = {PREFIX + key: value for key, value in application.values.items()}
    project = application.based_on.code if application.based_on else ""
    return found | values | {"direction": application.direction.code, "project": project}


def project_choices(projects: Iterable[Project], body: int) -> list[tuple[str, str]]:
    """Projects for a body to choose from, the newest first."""
    return [(one.code, one.named_for(body)) for one in projects]


def row_tables(call: Call, application: Application | None, post: QueryDict | None = None) -> dict[str, Any]:
    """The rows of every table that the call asks for, as kept or as just typed."""
    found = {}
    for name, (columns, asked) in ROWS.items():
        if not getattr(call, asked):
            continue
        kept: Any = []
        if post is not None and f"{name}-there" in post:
            kept = typed_rows(post, name, columns)
        elif application is not None:
            units = [{"name": one.name} for one in application.joint_units.all()] if name == "joint" else None
            kept = units if units is not None else getattr(application, name)
        found[name] = shown_rows(kept, columns, 3 if kept else 4, 30)
    return found


def sheet_field(one: Field) -> forms.Field:
    """The input of a field; what it takes is checked by the sheet's own rules, when it is sent."""
    common: dict[str, Any] = {"label": one.label, "required": False, "help_text": one.hint}
    options = [(option, option) for option in one.options]
    if one.type == FieldType.LONGTEXT:
        return forms.CharField(widget=area(5), max_length=100_000, **common)
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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
