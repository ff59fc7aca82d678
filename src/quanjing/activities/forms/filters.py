"""What lists and calendars are narrowed to; what makes no sense narrows nothing."""

from __future__ import annotations

from datetime import date

from django import forms

from quanjing.activities.queries import ActivityFilter, span_of
from quanjing.foundation import clock


class ListFilter(forms.Form):
    """The filters of the list; without days the present year."""

    under = forms.CharField(required=False, max_length=16)
    own = forms.BooleanField(required=False)
    kind = forms.CharField(required=False, max_length=16)
    state = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)
    campaign = forms.CharField(required=False, max_length=100)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)

    def wanted(self) -> ActivityFilter:
        """Days that were not given are those of the present year."""
        self.is_valid()
        given = self.cleaned_data
        year = span_of("year", clock.today())
        first: date = given.get("first") or year.first
        last: date = given.get("last") or max(year.last, first)
        texts = {name: given.get(name) or "" for name in ("under", "kind", "state", "text", "campaign")}
        return ActivityFilter(own=bool(given.get("own")), first=first, last=last, **texts)
