"""What lists are narrowed to; what makes no sense narrows nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from quanjing.inspections.queries import BodyFilter, FindingFilter, InspectionFilter


class InspectionListFilter(forms.Form):
    """The filters of the list of inspections."""

    state = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> InspectionFilter:
        self.is_valid()
        given = self.cleaned_data
        return InspectionFilter(given.get("state") or "", given.get("text") or "")


class BodyListFilter(forms.Form):
    """The filters of the lists of bodies and of visits."""

    inspection = forms.CharField(required=False, max_length=16)
    under = forms.CharField(required=False, max_length=16)
    own = forms.BooleanField(required=False)
    state = forms.CharField(required=False, max_length=12)

    def wanted(self) -> BodyFilter:
        self.is_valid()
        given = self.cleaned_data
        texts = {name: given.get(name) or "" for name in ("inspection", "under", "state")}
        return BodyFilter(own=bool(given.get("own")), **texts)


class FindingListFilter(forms.Form):
    """The filters of the ledger."""

    inspection = forms.CharField(required=False, max_length=16)
    under = forms.CharField(required=False, max_length=16)
    society_class = forms.CharField(required=False, max_length=2)
    state = forms.CharField(required=False, max_length=12)
    colour = forms.CharField(required=False, max_length=12)
    origin = forms.CharField(required=False, max_length=8)
    stage = forms.CharField(required=False, max_length=3)
    text = forms.CharField(required=False, max_length=100)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    own = forms.BooleanField(required=False)
    disputed = forms.BooleanField(required=False)
    overdue = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)

    def wanted(self) -> FindingFilter:
        self.is_valid()
        given = self.cleaned_data
        names = ("inspection", "under", "society_class", "state", "colour", "origin", "stage", "text")
        texts = {name: given.get(name) or "" for name in names}
        texts |= {name: given[name].isoformat() if given.get(name) else "" for name in ("first", "last")}
        ticks = {name: bool(given.get(name)) for name in ("own", "disputed", "overdue", "mine")}
        named: dict[str, Any] = texts | ticks
        return FindingFilter(**named)
