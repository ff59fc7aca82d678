"""What a work log is narrowed to, and an own entry as people type it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.activities.models import Activity
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.fields import Taking, area, day_field, line, number, select
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.worklog.actions import LogFacts
from quanjing.worklog.enums import LogSpan, Service, Yearly
from quanjing.worklog.models import LogEntry
from quanjing.worklog.queries import Wanted, days_of, head_for, possible_decisions

NOTHING = ("", "–")


class LogFilter(forms.Form):
    """What makes no sense narrows nothing."""

    span = forms.ChoiceField(required=False, choices=LogSpan.choices)
    day = forms.DateField(required=False)
    under = forms.CharField(required=False, max_length=16)
    own = forms.BooleanField(required=False)
    kind = forms.ChoiceField(required=False, choices=LogKind.choices)
    society_class = forms.TypedChoiceField(required=False, choices=SocietyClass.choices, coerce=int)
    level = forms.ChoiceField(required=False, choices=Level.choices)
    service = forms.ChoiceField(required=False, choices=Service.choices)

    def wanted(self, actor: Actor) -> Wanted:
        """Without a span the month, without a day today. Raises `Missing` for a body not in reach."""
        self.is_valid()
        given = self.cleaned_data
        day: date = given.get("day") or clock.today()
        if not 1990 <= day.year <= clock.today().year + 1:
            day = clock.today()
        return Wanted(
            days=days_of(given.get("span") or LogSpan.MONTH, day),
            head=head_for(actor, given.get("under") or ""),
            subtree=not given.get("own"),
            kind=given.get("kind") or "",
            society_class=given.get("society_class") or 0,
            level=given.get("level") or "",
            service=given.get("service") or "",
        )


class YearForm(Taking):
    """One number for each kind; an empty one says nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Yearly:
            self.fields[kind.value] = forms.IntegerField(
                label=kind.label, required=False, min_value=0, widget=number(min=0, inputmode="numeric")
            )

    def numbers(self) -> dict[str, int | None]:
        return {kind.value: self.cleaned_data[kind.value] for kind in Yearly}


class EntryForm(Taking):
    day = day_field(_("Day"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=LogKind.choices, widget=select())
    matter = forms.CharField(label=_("Matter"), max_length=300, widget=line())
    result = forms.CharField(label=_("Result"), max_length=1000, required=False, widget=area(3))
    reference = forms.CharField(
        label=_("Number of letter or file"), max_length=200, required=False, widget=line()
    )
    link = forms.URLField(
        label=_("Link"), max_length=500, required=False, widget=line("url"), assume_scheme="https"
    )
    decision: forms.ModelChoiceField[Activity] = forms.ModelChoiceField(
        label=_("Decided at"), queryset=None, required=False, widget=select(), to_field_name="code"
    )
    service = forms.ChoiceField(
        label=_("Serves"), choices=[NOTHING, *Service.choices], required=False, widget=select()
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions: Any = self.fields["decision"]
        decisions.queryset = possible_decisions(actor.organization_id or 0)[:100]

    def facts(self) -> LogFacts:
        given = {name: self.cleaned_data[name] for name in LogFacts.__dataclass_fields__}
        return LogFacts(**given)


def initial_of(entry: LogEntry, service: str) -> dict[str, Any]:
    names = ("day", "kind", "matter", "result", "reference", "link", "version")
    decision = entry.decision.code if entry.decision else ""
    return {name: getattr(entry, name) for name in names} | {"decision": decision, "service": service}
