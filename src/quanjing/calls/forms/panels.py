"""Forms of the desk that runs panels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.calls.enums import Round
from quanjing.calls.forms.ties import TiesField
from quanjing.calls.models import Call, Direction, Panel
from quanjing.foundation import clock
from quanjing.foundation.fields import (
    CONTROL,
    MomentField,
    Taking,
    area,
    day_field,
    line,
    number,
    select,
    ticks,
)

USUAL_DAYS = 60  # for which a judge is usually invited


ROUNDS = [("", _("both rounds")), (Round.PAPER, _("review on paper")), (Round.SHOW, _("road show"))]


class PanelForm(Taking):
    """A panel: name, round, directions."""

    name = forms.CharField(label=_("Name of the panel"), max_length=100, required=False, widget=line())
    round = forms.ChoiceField(label=_("Round"), required=False, choices=ROUNDS, widget=select())
    directions = forms.MultipleChoiceField(label=_("Directions"), required=False, widget=ticks())

    def __init__(self, call: Call, *args: Any, panel: Panel | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call_directions = list(call.directions.all())
        field = self.fields["directions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.code, one.name) for one in self.call_directions]
        if panel is not None:
            chosen = [one.code for one in panel.directions.all()]
            self.initial = {"name": panel.name, "round": panel.round, "directions": chosen}

    def chosen(self) -> list[Direction]:
        wanted = self.cleaned_data["directions"]
        return [one for one in self.call_directions if one.code in wanted]


class GuestForm(Taking):
    """A judge from outside."""

    name = forms.CharField(label=_("Full name"), max_length=150, required=False, widget=line())
    unit = forms.CharField(
        label=_("Unit"), max_length=200, required=False, widget=line(),
        help_text=_("Where the judge works, in full: conflicts are found by it."),
    )  # fmt: skip
    bodies = forms.CharField(
        label=_("Bodies of the tree that the judge belongs to"), required=False,
        widget=line(list="bodies"), help_text=_("Full names, parted by commas; empty for none."),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail"), required=False, widget=line("email"))
    ends_on = day_field(_("Last day of the invitation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ends_on": clock.today() + timedelta(days=USUAL_DAYS)})
        super().__init__(*args, **kwargs)


class ListForm(Taking):
    """Several judges from outside: a pasted list or a table."""

    text = forms.CharField(
        label=_("A judge in each line: name, unit, e-mail, bodies of the tree"), required=False,
        widget=area(4), help_text=_("Parted by tabs or commas, as a table is pasted."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a table (xlsx) with the same columns"), required=False,
        widget=forms.FileInput({"class": CONTROL, "accept": ".xlsx"}),
    )  # fmt: skip
    ends_on = day_field(_("Last day of the invitation"))


class JudgeForm(Taking):
    """Where a judge works and belongs."""

    unit = forms.CharField(label=_("Unit"), max_length=200, required=False, widget=line())
    bodies = forms.CharField(
        label=_("Bodies of the tree that the judge belongs to"), required=False, widget=line(list="bodies")
    )


class ConflictForm(Taking):
    """The desk excludes a judge from an application."""

    number = forms.IntegerField(label=_("Number of the application"), required=False, widget=number(min=1))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=line())


class DueForm(Taking):
    due_on = day_field(_("Please score by"))


class RulesForm(Taking):
    """How equals are separated, and the weight of each criterion; before anybody has scored."""

    ties = TiesField()
    seed = forms.CharField(label=_("Seed of the lot"), max_length=32, required=False, widget=line())

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(call.criteria.all())
        self.initial = {"ties": call.ties, "seed": call.seed}
        self.initial |= {f"w{one.pk}": one.weight for one in self.criteria}
        for one in self.criteria:
            label = _("Weight of “%(name)s” in per cent") % {"name": one.name}
            self.fields[f"w{one.pk}"] = forms.IntegerField(
                label=label, min_value=1, max_value=100, widget=number(min=1)
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=300, required=False, widget=line(),
            help_text=_("Everybody reads it, the judges as well."),
        )  # fmt: skip

    def weights(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"w{one.pk}"] for one in self.criteria}


class ShowForm(Taking):
    """When the road show of each direction begins."""

    place = forms.CharField(label=_("Place"), max_length=200, required=False, widget=line())
    minutes = forms.IntegerField(label=_("Minutes each"), initial=10, required=False, widget=number(min=1))

    def __init__(self, directions: Iterable[Direction], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in directions:
            label = _("%(name)s begins") % {"name": one.name}
            self.fields[f"d{one.pk}"] = MomentField(label=label, required=False)

    def begins(self) -> dict[int, datetime]:
        given = self.cleaned_data.items()
        return {int(name[1:]): at for name, at in given if name[1:].isdigit() and name[0] == "d" and at}


def named_bodies(text: str) -> list[str]:
    """Names parted by commas of either width."""
    return [name.strip() for part in text.split(",") for name in part.split("\uff0c") if name.strip()]
