"""Input of the pages on reminders, made into clean values."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import line, number, tick
from quanjing.urging.actions.ruling import RuleValues
from quanjing.urging.models import ReminderRule
from quanjing.urging.rules import REMINDING_AT

MOST_DAYS = 60


class DaysField(forms.CharField):
    """Whole numbers with commas between them, in either writing."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        parts = [part for part in re.split(r"[\s,，、;；]+", text) if part]
        if not all(re.fullmatch(r"\d{1,2}", part) and 0 < int(part) <= MOST_DAYS for part in parts):
            raise forms.ValidationError(_("Please give days between 1 and 60, with commas between them."))
        return sorted({int(part) for part in parts})


class TimeField(forms.RegexField):
    """HH:MM."""

    def __init__(self, **more: Any) -> None:
        wrong = {"invalid": _("Please give a time of day such as 08:30.")}
        widget = line(maxlength=5, inputmode="numeric", placeholder="18:00", autocomplete="off")
        super().__init__(r"^([01]\d|2[0-3]):[0-5]\d$", widget=widget, error_messages=wrong, **more)


class RuleForm(forms.Form):
    """How a body reminds."""

    days_before = DaysField(label=_("Working days before the date"), required=False, widget=line())
    days_after = DaysField(label=_("Working days after the date"), required=False, widget=line())
    on_the_day = forms.BooleanField(label=_("On the day itself"), required=False, widget=tick())
    cooldown_days = forms.IntegerField(
        label=_("Days of rest between two reminders of one unit"),
        min_value=1,
        max_value=30,
        widget=number(),
    )
    quiet_from = TimeField(label=_("Quiet from"))
    quiet_until = TimeField(label=_("Quiet until"))
    workdays_only = forms.BooleanField(
        label=_("Only on working days, by the calendar of the office"),
        required=False,
        widget=tick(),
    )
    escalate_after = forms.IntegerField(
        label=_("Working days overdue until the desk above is told; 0: never"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=number(),
    )
    by_mail = forms.BooleanField(label=_("By mail as well"), required=False, widget=tick())

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        start, end = clean.get("quiet_from", ""), clean.get("quiet_until", "")
        spans = start <= REMINDING_AT < end if start <= end else not end <= REMINDING_AT < start
        if start and end and start != end and spans:
            text = _("Reminders leave at %(time)s; the quiet hours must leave that time free.")
            self.add_error("quiet_until", forms.ValidationError(text, params={"time": REMINDING_AT}))
        return clean

    def values(self) -> RuleValues:
        return cast(RuleValues, dict(self.cleaned_data))  # the same names

    @staticmethod
    def shown(rule: ReminderRule) -> dict[str, Any]:
        """What stands in the fields for a rule."""
        plain = {name: getattr(rule, name) for name in RuleForm.base_fields}
        for name in ("days_before", "days_after"):
            plain[name] = ", ".join(str(day) for day in plain[name])
        return plain


class PauseForm(forms.Form):
    reason = forms.CharField(max_length=300)
