"""What a browser sends -> clean values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, area, day_field, line, number, select, ticks
from quanjing.influence.actions import ItemFacts, MeasurementFacts
from quanjing.influence.enums import ItemState, Why
from quanjing.influence.models import Dimension, Measurement, PublicItem
from quanjing.influence.queries import ItemFilter
from quanjing.influence.rules.formula import DimensionFacts
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization

MOST_DIMENSIONS = 6
LIST_OF_KINDS = [(kind.value, kind.label) for kind in Kind]


def _number(label: Any, initial: int, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, initial=initial, min_value=least, max_value=9999, required=False,
        widget=number(), **more,
    )  # fmt: skip


class MeasurementForm(Taking):
    """A measurement with its formula; a dimension without a name is none."""

    name = forms.CharField(label=_("Official name"), max_length=200, required=False, widget=line())
    aliases = forms.CharField(
        label=_("Other names"), required=False, widget=area(2),
        help_text=_("One a line, where notices call it differently."),
    )  # fmt: skip
    year = forms.IntegerField(
        label=_("Year"), min_value=2000, max_value=2100, required=False, widget=number()
    )
    intro = forms.CharField(label=_("What it is for"), max_length=5000, required=False, widget=area(3))
    method = forms.CharField(
        label=_("How items are found"), max_length=10_000, required=False, widget=area(4),
        help_text=_("What the third party searches, and how; published with the result."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of bodies"), choices=LIST_OF_KINDS, required=False, widget=ticks(),
        help_text=_("Who is meant may join, and nobody has to. Nothing ticked: all kinds."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=_("Levels"), choices=Level.choices, required=False, widget=ticks()
    )
    classes = forms.TypedMultipleChoiceField(
        label=_("Classes of societies"),
        choices=SocietyClass.choices,
        coerce=int,
        required=False,
        widget=ticks(),
    )
    first_day = day_field(_("Items from"))
    last_day = day_field(_("Items until"))
    collect_until = day_field(_("Collecting and joining until"))
    check_until = day_field(_("Societies check their lists until"))
    per_outlet_month = _number(_("Items of one outlet that count in a month"), 2, help_text=_("0: no cap."))
    per_outlet = _number(_("Items of one outlet that count in all"), 10, help_text=_("0: no cap."))
    front = _number(_("How many are named"), 10, 1)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        for place in range(1, MOST_DIMENSIONS + 1):
            self.fields[f"d{place}.name"] = forms.CharField(
                label=_("Dimension %(place)d") % {"place": place}, max_length=60, required=False,
                widget=line(),
            )  # fmt: skip
            self.fields[f"d{place}.hint"] = forms.CharField(
                label=_("What is an item of it"), max_length=300, required=False, widget=line()
            )
            self.fields[f"d{place}.weight"] = _number(_("Weight, of 100"), 0)
            self.fields[f"d{place}.full"] = _number(_("Full number of items"), 20)

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith("d") or "." not in name]

    @property
    def dimensions(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"d{place}.{part}"] for part in ("name", "hint", "weight", "full")]
            for place in range(1, MOST_DIMENSIONS + 1)
        ]

    def facts(self) -> MeasurementFacts:
        given = self.cleaned_data
        return MeasurementFacts(
            name=given["name"],
            year=given["year"],
            first_day=given["first_day"],
            last_day=given["last_day"],
            collect_until=given["collect_until"],
            check_until=given["check_until"],
            aliases=tuple(one.strip() for one in given["aliases"].splitlines() if one.strip()),
            intro=given["intro"],
            method=given["method"],
            kinds=tuple(given["kinds"]),
            levels=tuple(given["levels"]),
            classes=tuple(given["classes"]),
            per_outlet_month=given["per_outlet_month"] or 0,
            per_outlet=given["per_outlet"] or 0,
            front=given["front"] or 10,
            dimensions=tuple(self._dimensions()),
        )

    def _dimensions(self) -> Iterable[DimensionFacts]:
        given = self.cleaned_data
        for place in range(1, MOST_DIMENSIONS + 1):
            name = given[f"d{place}.name"].strip()
            if name:
                weight, full = given[f"d{place}.weight"] or 0, given[f"d{place}.full"] or 0
                yield DimensionFacts(name, given[f"d{place}.hint"], weight, full)


def initial_of(measurement: Measurement) -> dict[str, object]:
    """A measurement as the form shows it."""
    plain = (
        "name", "year", "intro", "method", "kinds", "levels", "classes", "first_day", "last_day",
        "collect_until", "check_until", "per_outlet_month", "per_outlet", "front", "version",
    )  # fmt: skip
    found: dict[str, object] = {name: getattr(measurement, name) for name in plain}
    found["aliases"] = "\n".join(measurement.aliases)
    for one in measurement.dimensions.all():
        for part in ("name", "hint", "weight", "full"):
            found[f"{one.key}.{part}"] = getattr(one, part)
    return found


class ItemForm(Taking):
    """A public item; a third party says about whom it is."""

    organization = forms.ChoiceField(label=_("Society"), required=False, widget=select())
    dimension = forms.ChoiceField(label=_("Dimension"), required=False, widget=select())
    title = forms.CharField(label=_("Title of the item"), max_length=300, required=False, widget=line())
    outlet = forms.CharField(label=_("Outlet"), max_length=100, required=False, widget=line())
    on = day_field(_("Day"))
    link = forms.CharField(label=_("Link"), max_length=500, required=False, widget=line("url"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, dimensions: Iterable[Dimension], bodies: Iterable[Organization] | None = None,
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **more)
        self._choose("dimension", [(one.key, one.name) for one in dimensions])
        if bodies is None:
            del self.fields["organization"]
        else:
            self._choose("organization", [("", "—"), *((one.code, one.name) for one in bodies)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def facts(self) -> ItemFacts:
        given = self.cleaned_data
        return ItemFacts(given["dimension"], given["title"], given["outlet"], given["on"], given["link"])


def initial_of_item(item: PublicItem) -> dict[str, object]:
    plain = {name: getattr(item, name) for name in ("title", "outlet", "on", "link", "version")}
    return {**plain, "dimension": item.dimension.key}


class ContestForm(Taking):
    """What is wrong with an item."""

    why = forms.ChoiceField(label=_("What is wrong"), choices=Why.choices, required=False, widget=select())
    text = forms.CharField(
        label=_("In a few words"), max_length=500, required=False, widget=line(),
        help_text=_("About the item; nothing about a person."),
    )  # fmt: skip


class AnswerForm(Taking):
    text = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=line())


class ReasonForm(Taking):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=line())


class NamesForm(Taking):
    names = forms.CharField(
        label=_("Other names of your body"), required=False, widget=area(3),
        help_text=_("One a line: short names, former names; items found under them are yours."),
    )  # fmt: skip


class ThirdPartyForm(Taking):
    """Who collects, and until when."""

    firm = forms.CharField(label=_("Firm or institute"), max_length=100, required=False, widget=line())
    name = forms.CharField(label=_("Person who signs in"), max_length=100, required=False, widget=line())
    email = forms.EmailField(label=_("E-mail"), required=False, widget=line("email"))
    ends_on = day_field(_("Access until"), required=True)


class DaysForm(Taking):
    collect_until = day_field(_("Collecting and joining until"), required=True)
    check_until = day_field(_("Societies check their lists until"), required=True)


class ItemFilterForm(forms.Form):
    body = forms.CharField(required=False)
    dimension = forms.CharField(required=False)
    state = forms.ChoiceField(choices=[("", ""), *ItemState.choices], required=False)
    waits = forms.BooleanField(required=False)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> ItemFilter:
        """What is wrong in an address narrows nothing."""
        self.is_valid()
        return ItemFilter(
            **{name: self.cleaned_data.get(name) or "" for name in ("body", "dimension", "state", "text")},
            waits=bool(self.cleaned_data.get("waits")),
        )
