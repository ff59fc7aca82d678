"""Reasons, extensions, corrections, and what lists are narrowed to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.calls.enums import ExportKind, Mean
from quanjing.calls.forms.ties import TiesField
from quanjing.calls.queries import ApplicationFilter, CallFilter
from quanjing.foundation.fields import MomentField, Taking, area, line, number, select


class ReasonForm(Taking):
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=line())


class ExtendForm(ReasonForm):
    closes_at = MomentField(label=_("New last moment for everybody"))


class CorrectForm(Taking):
    """What may be corrected while the call is open; rules only while nobody has scored."""

    title = forms.CharField(label=_("Title of the call"), max_length=200, widget=line())
    intro = forms.CharField(label=_("What it is for"), required=False, max_length=20_000, widget=area(5))
    award = forms.CharField(
        label=_("Official name of what is given"), max_length=200, required=False, widget=line()
    )
    fewest = forms.IntegerField(
        label=_("Fewest applications of a direction"), min_value=0, max_value=100, widget=number()
    )
    notice_days = forms.IntegerField(
        label=_("Working days of the public notice"), min_value=0, max_value=60, widget=number()
    )
    places = forms.IntegerField(label=_("Places in all"), min_value=0, max_value=1000, widget=number())
    mean = forms.ChoiceField(label=_("Several totals become one as"), choices=Mean.choices, widget=select())
    ties = TiesField()
    seed = forms.CharField(label=_("Seed of the lot"), max_length=32, required=False, widget=line())
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=line())

    def changes(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        given.pop("reason")
        return given


class ListFilter(forms.Form):
    """The filters of the list of calls; what makes no sense narrows nothing."""

    text = forms.CharField(required=False, max_length=100)
    kind = forms.CharField(required=False, max_length=10)
    state = forms.CharField(required=False, max_length=10)
    year = forms.CharField(required=False, max_length=4)
    programme = forms.CharField(required=False, max_length=16)
    organization = forms.CharField(required=False, max_length=16)
    decided = forms.RegexField(r"^(19|20)[0-9]{2}$", required=False)
    board = forms.BooleanField(required=False)

    def wanted(self) -> CallFilter:
        self.is_valid()
        given = self.cleaned_data
        names = ("text", "kind", "state", "year", "programme", "organization", "decided")
        texts = {name: given.get(name) or "" for name in names}
        return CallFilter(board=bool(given.get("board")), **texts)


class CheckFilter(forms.Form):
    """The filters of the form check."""

    direction = forms.CharField(required=False, max_length=16)
    state = forms.CharField(required=False, max_length=12)
    flag = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> ApplicationFilter:
        self.is_valid()
        given = self.cleaned_data
        return ApplicationFilter(
            **{name: given.get(name) or "" for name in ("direction", "state", "flag", "text")}
        )


class ExportForm(CheckFilter):
    kind = forms.ChoiceField(choices=ExportKind.choices)


class DueForm(Taking):
    due = MomentField(label=_("To be sent again by"), required=False)
