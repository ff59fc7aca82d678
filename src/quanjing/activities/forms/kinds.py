"""Input of the pages on kinds and rhythms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.activities.actions import RhythmWanted
from quanjing.activities.enums import Part, Period
from quanjing.activities.models import ActivityKind
from quanjing.foundation.fields import Taking, day_field, line, number, select, ticks
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.queries import Selection


class KindForm(Taking):
    """A kind of activity for the own body and all below."""

    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=60, widget=line())
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"), max_length=60, required=False, widget=line()
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What a record of this kind may say"), choices=Part.choices, required=False,
        widget=ticks(),
    )  # fmt: skip


class EndForm(Taking):
    last_day = day_field(gettext_lazy("Last day"), required=True)


class RhythmForm(Taking):
    """How often, and for which bodies of the own subtree."""

    activity = forms.ChoiceField(label=gettext_lazy("Kind of activity"), widget=select())
    minimum = forms.IntegerField(
        label=gettext_lazy("At least how many times"), min_value=1, max_value=100, initial=1, widget=number()
    )
    period = forms.ChoiceField(label=gettext_lazy("in every"), choices=Period.choices, widget=select())
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of organization"), choices=Kind.choices, required=False, widget=ticks()
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"), choices=Level.choices, required=False, widget=ticks()
    )
    classes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Classes of societies"), choices=SocietyClass.choices, coerce=int, required=False,
        widget=ticks(),
    )  # fmt: skip
    valid_from = day_field(gettext_lazy("Counted from the first whole period after"), required=True)
    valid_to = day_field(gettext_lazy("Last day, where it ends"))
    basis = forms.CharField(
        label=gettext_lazy("The text that asks for it"), max_length=300, required=False, widget=line()
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, in_use: Iterable[ActivityKind], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.in_use = {one.code: one for one in in_use}
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, str(one)) for code, one in self.in_use.items()]

    def wanted(self) -> RhythmWanted:
        given = self.cleaned_data
        return RhythmWanted(
            kind=self.in_use[given["activity"]],
            minimum=given["minimum"],
            period=Period(given["period"]),
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            basis=given["basis"],
        )

    def selection(self, under: str) -> Selection:
        given = self.cleaned_data
        return Selection(under, tuple(given["kinds"]), tuple(given["levels"]), tuple(given["classes"]))
