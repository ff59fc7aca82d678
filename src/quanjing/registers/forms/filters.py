"""What lists are narrowed to; what makes no sense narrows nothing."""

from __future__ import annotations

from django import forms

from quanjing.registers.queries import EntryFilter


class ListFilter(forms.Form):
    """The filters of a list."""

    under = forms.CharField(required=False, max_length=16)
    own = forms.BooleanField(required=False)
    state = forms.CharField(required=False, max_length=12)
    show = forms.CharField(required=False, max_length=12)
    holder = forms.CharField(required=False, max_length=100)
    text = forms.CharField(required=False, max_length=100)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    said = forms.CharField(required=False, max_length=250)

    def wanted(self) -> EntryFilter:
        self.is_valid()
        given = self.cleaned_data
        texts = {name: given.get(name) or "" for name in ("under", "state", "show", "holder", "text", "said")}
        texts |= {name: given[name].isoformat() if given.get(name) else "" for name in ("first", "last")}
        return EntryFilter(own=bool(given.get("own")), **texts)
