"""A call as its desk types it: columns in groups, parts row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.calls.actions import (
    CallWanted,
    ConditionWanted,
    CriterionWanted,
    DirectionWanted,
    QuotaWanted,
    ShareWanted,
    SheetField,
)
from quanjing.calls.enums import CallKind, Mean, TickKind
from quanjing.calls.forms.rows import shown_rows, typed_rows, whole
from quanjing.calls.forms.ties import TiesField
from quanjing.calls.models import Call
from quanjing.foundation.fields import MomentField, Taking, area, day_field, line, number, select, tick, ticks
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

PARTS: dict[str, tuple[tuple[str, ...], str, int]] = {  # columns, the one that is needed, empty rows
    "direction": (("name", "hint", "places"), "name", 2),
    "condition": (("kind", "text", "figure", "least"), "text", 2),
    "criterion": (("name", "weight", "most", "hint"), "name", 2),
    "share": (("label", "least", "most"), "label", 1),
    "quota": (("organization", "number"), "organization", 2),
    "field": (("key", "label", "type", "options", "hint"), "label", 3),
}


def _count(label: Any, most: int = 1000, help_text: Any = "", least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=most,
        widget=number(min=least),
        help_text=help_text,
    )


def _tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=tick(), help_text=help_text)


def _text(label: Any, most: int, help_text: Any = "", *, needed: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=needed, widget=line(), help_text=help_text)


class CallForm(Taking):
    """The columns of a call; `GROUPS` names them as the page shows them."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CallKind.choices, widget=select())
    title = _text(_("Title of the call"), 200, needed=True)
    award = _text(_("Official name of what is given"), 200, _("As it stands on the certificate."))
    aliases = forms.CharField(
        label=_("Other names of the award"), required=False, max_length=2000, widget=area(2),
        help_text=_("One a line; former holders are found under all of them."),
    )  # fmt: skip
    year = _count(_("Year"), 2100, least=1949)
    programme = forms.CharField(label=_("Programme"), required=False, widget=select())
    intro = forms.CharField(label=_("What it is for"), required=False, max_length=20_000, widget=area(5))
    under = forms.CharField(label=_("Reaches the bodies below"), required=False, widget=select())
    kinds = forms.MultipleChoiceField(
        label=_("Kinds (none: all)"), choices=Kind.choices, required=False, widget=ticks()
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels (none: all)"), choices=Level.choices, required=False, widget=ticks()
    )
    classes = forms.TypedMultipleChoiceField(
        label=_("Classes of societies (none: all)"), choices=SocietyClass.choices, coerce=int, required=False,
        widget=ticks(),
    )  # fmt: skip
    opens_on = day_field(_("First day"), required=True)
    closes_at = MomentField(
        label=_("Applications until"), help_text=_("There is no grace behind this moment.")
    )
    title_length = _count(_("Characters of a title"), 200, _("At most; counted as characters."), 1)
    nominates = _tick(
        _("Nominates a person or a body"), _("Then nothing is sent without the nominee's consent.")
    )
    excludes_former = _tick(_("Who holds the award already is not taken"))
    from_projects = _tick(
        _("Each is based on a closed project of its body"), _("A project once; what is known is filled in.")
    )
    allows_joint = _tick(_("Joint bids: a lead unit with others"))
    asks_team = _tick(_("Asks for persons by name and unit"))
    asks_goals = _tick(_("Asks for goals, each with a number"))
    asks_budget = _tick(_("Asks for a budget"))
    asks_schedule = _tick(_("Asks what is done until when"))
    per_direction = _count(_("Applications of a body in a direction"), 100, _("0: no limit."))
    per_body = _count(_("Applications of a body in all"), 100, _("0: no limit."))
    fewest = _count(
        _("Fewest applications of a direction"), 100, _("Below, an extension for all is offered.")
    )
    second_chance_days = _count(
        _("Days to mend what is sent back"), 60, _("Given once; 0: nothing is sent back.")
    )
    is_blind = _tick(_("Judges see no names"))
    judges_each = _count(_("Judges of each application"), 20, "", 1)
    mean = forms.ChoiceField(label=_("Several totals become one as"), choices=Mean.choices, widget=select())
    trim_from = _count(_("Highest and lowest are left out from so many judges"), 20, "", 1)
    ties = TiesField()
    seed = _text(_("Seed of the lot"), 32, _("Printed beforehand, so that anybody can draw again."))
    show_share = _count(_("Per cent that come to the road show"), 100, _("0: no road show."))
    show_weight = _count(_("Weight of the road show in per cent"), 100)
    places = _count(_("Places in all"), 1000, _("0: not said."))
    notice_days = _count(_("Working days of the public notice"), 60)
    makes_projects = _tick(_("What is selected becomes a project with dates"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    GROUPS = (
        (
            _("What and for whom"),
            ("kind", "title", "award", "aliases", "year", "programme", "intro", "under", "kinds", "levels",
             "classes", "opens_on", "closes_at"),
        ),
        (
            _("What an application has"),
            ("title_length", "nominates", "excludes_former", "from_projects", "allows_joint", "asks_team",
             "asks_goals", "asks_budget", "asks_schedule", "per_direction", "per_body", "fewest",
             "second_chance_days"),
        ),
        (
            _("How the panel judges"),
            ("is_blind", "judges_each", "mean", "trim_from", "ties", "seed", "show_share", "show_weight",
             "places", "notice_days", "makes_projects"),
        ),
    )  # fmt: skip

    def __init__(self, data: Any, *, unders: Any, programmes: Any, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["under"].widget.choices = list(unders)
        self.fields["programme"].widget.choices = [("", "—"), *programmes]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields as the page groups them."""
        return [(label, [self[name] for name in names]) for label, names in self.GROUPS]

    def wanted(self, post: QueryDict, papers: list[tuple[str, bytes]]) -> CallWanted:
        """Everything that was typed."""
        given = dict(self.cleaned_data)
        under, programme = given.pop("under"), given.pop("programme")
        given.pop("version")
        given["aliases"] = [one.strip() for one in given["aliases"].splitlines() if one.strip()]
        empty = {name for name, value in given.items() if value is None}
        columns = {name: value for name, value in given.items() if name not in empty}
        return CallWanted(
            columns=columns, under=under, programme=programme, papers=tuple(papers),
            dropped_papers=tuple(whole(one) for one in post.getlist("paper-drop")), **parts_of(post),
        )  # fmt: skip


def parts_of(post: QueryDict) -> dict[str, Any]:
    """The parts that the rows mean."""
    rows = {name: typed_rows(post, name, columns, needed) for name, (columns, needed, _n) in PARTS.items()}
    return {
        "directions": tuple(
            DirectionWanted(row["name"].strip()[:100], row["hint"].strip()[:500], whole(row["places"]))
            for row in rows["direction"]
        ),
        "conditions": tuple(
            ConditionWanted(
                row["kind"] if row["kind"] in TickKind.values else TickKind.TICK, row["text"].strip()[:300],
                row["figure"].strip()[:60], whole(row["least"]),
            )
            for row in rows["condition"]
        ),
        "criteria": tuple(
            CriterionWanted(row["name"].strip()[:100], whole(row["weight"]), whole(row["most"], 100) or 100,
                            row["hint"].strip()[:500])
            for row in rows["criterion"]
        ),
        "shares": tuple(
            ShareWanted(row["label"].strip()[:100], _bound(row["least"]), _bound(row["most"]))
            for row in rows["share"]
        ),
        "quotas": tuple(
            QuotaWanted(row["organization"].strip()[:16], whole(row["number"])) for row in rows["quota"]
        ),
        "fields": sheet_fields(post, rows["field"]),
    }  # fmt: skip


def sheet_fields(post: QueryDict, rows: list[dict[str, str]]) -> tuple[SheetField, ...]:
    """The fields of the sheet; ticks name a row by its number among those with a label."""
    labels = [text.strip() for text in post.getlist("field-label")]
    numbers = [str(place) for place, text in enumerate(labels, start=1) if text]
    required, unseen = set(post.getlist("field-required")), set(post.getlist("field-unseen"))
    return tuple(
        SheetField(
            label=row["label"].strip()[:300],
            type=FieldType(row["type"]) if row["type"] in FieldType.values else FieldType.TEXT,
            required=place in required,
            options=tuple(one.strip() for one in row["options"].splitlines() if one.strip()),
            hint=row["hint"].strip()[:500],
            key=row["key"][:40],
            unseen=place in unseen,
        )
        for place, row in zip(numbers, rows, strict=False)
    )


def initial_of(call: Call) -> dict[str, object]:
    """A call as the form shows it."""
    names = [name for _label, group in CallForm.GROUPS for name in group]
    found: dict[str, object] = {name: getattr(call, name) for name in names}
    return found | {
        "aliases": "\n".join(call.aliases), "under": call.under.code, "version": call.version,
        "programme": call.programme.code if call.programme else "",
    }  # fmt: skip


def part_rows(
    call: Call, fields: list[Field], post: QueryDict | None = None
) -> dict[str, list[dict[str, str]]]:
    """The rows of every part, as kept or as just typed."""
    kept: dict[str, list[Mapping[str, Any]]] = {
        "direction": [vars(one) for one in call.directions.all()],
        "condition": [vars(one) for one in call.conditions.all()],
        "criterion": [vars(one) for one in call.criteria.all()],
        "share": [vars(one) for one in call.shares.all()],
        "quota": [
            {"organization": one.organization.code, "number": one.number} for one in call.quotas.all()
        ],
        "field": [
            {"key": one.key, "label": one.label, "type": one.type, "options": "\n".join(one.options),
             "hint": one.hint, "required": one.required, "unseen": one.key in call.unseen}
            for one in fields
        ],
    }  # fmt: skip
    extra = ("required", "unseen")
    found = {}
    for name, (columns, needed, blank) in PARTS.items():
        rows = kept[name] if post is None else typed_rows(post, name, columns, needed)
        wanted = (*columns, *extra) if name == "field" else columns
        found[name] = shown_rows(rows, wanted, blank)
    if post is not None:
        again = sheet_fields(post, typed_rows(post, "field", PARTS["field"][0], "label"))
        for row, one in zip(found["field"], again, strict=False):
            row |= {"required": "1" if one.required else "", "unseen": "1" if one.unseen else ""}
    return found


def _bound(text: str) -> int | None:
    return whole(text) if text.strip().isdecimal() else None
