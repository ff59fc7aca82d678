"""The frame of a scheme as the desk types it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.assessment.actions import SchemeWanted
from quanjing.assessment.models import Scheme
from quanjing.assessment.scoring import NotExact, exact
from quanjing.foundation import clock
from quanjing.foundation.fields import Taking, area, day_field, line, number, select, tick, ticks
from quanjing.organizations.enums import Kind, Level, SocietyClass

MONTH = re.compile(r"(\d{4})-(\d{2})")
RANGE = re.compile(r"(.+?)\s+([\d.]+)\s*-\s*([\d.]+)?")
SHARE = re.compile(r"(.+?)\s+([\d.]+)\s*%")


class MonthField(forms.CharField):
    """A month as the browser's own control writes it; its first day."""

    widget = forms.TextInput({"type": "month", "class": "form-control form-control-sm"})

    def to_python(self, value: Any) -> Any:
        if not value or isinstance(value, date):
            return value or None
        found = MONTH.fullmatch(str(value).strip())
        if found is None or not 1 <= int(found[2]) <= 12:
            raise forms.ValidationError(_("A month such as 2026-09."))
        return date(int(found[1]), int(found[2]), 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value


def _marks(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(0), max_digits=8, decimal_places=2, widget=number(min=0, step="0.01")
    )


class SchemeForm(Taking):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=line())
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2200, widget=number())
    facts_from = MonthField(label=gettext_lazy("Facts from the month"))
    facts_to = MonthField(label=gettext_lazy("Facts to the month"))
    opens_on = day_field(gettext_lazy("Open from"), required=True)
    due_on = day_field(gettext_lazy("Last day"), required=True)
    grace_days = forms.IntegerField(
        label=gettext_lazy("Days of grace"), min_value=0, max_value=60, widget=number(min=0)
    )
    appeal_days = forms.IntegerField(
        label=gettext_lazy("Days for appeals"), min_value=1, max_value=60, widget=number(min=1)
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of bodies (none: all)"), choices=Kind.choices, required=False,
        widget=ticks(),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels (none: all)"), choices=Level.choices, required=False, widget=ticks()
    )
    classes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Classes (none: all)"), choices=SocietyClass.choices, coerce=int,
        required=False, widget=ticks(),
    )  # fmt: skip
    tiers = forms.CharField(
        label=gettext_lazy("Tiers, one a line"), required=False, widget=area(2),
        help_text=gettext_lazy("None where all are alike. The first holds until the desk sets another."),
    )  # fmt: skip
    base = _marks(gettext_lazy("The lines add up to"))
    bonus = _marks(gettext_lazy("Bonus at most"))
    total = _marks(gettext_lazy("Total at most"))
    grades = forms.CharField(
        label=gettext_lazy("Grades, one a line"), widget=area(4),
        help_text=gettext_lazy(
            "Its name, from and below: “good 75-90”; the best without an end: “very good 90-”. "
            "Or shares of a group, the last without one: “good 20%”."
        ),
    )  # fmt: skip
    quota_group = forms.ChoiceField(
        label=gettext_lazy("Shares are counted"), widget=select(),
        choices=[
            ("class", gettext_lazy("in each class")), ("tier", gettext_lazy("in each tier")),
            ("all", gettext_lazy("of all bodies")),
        ],
    )  # fmt: skip
    tie = forms.ChoiceField(
        label=gettext_lazy("Equal totals at the border of a share"), widget=select(),
        choices=[("in", gettext_lazy("are all in")), ("out", gettext_lazy("are all out"))],
    )  # fmt: skip
    names_reviewers = forms.BooleanField(
        label=gettext_lazy("Bodies read the names of their reviewers once it is published"),
        required=False, widget=tick(),
    )  # fmt: skip

    def clean_tiers(self) -> list[dict[str, str]]:
        labels = [one.strip() for one in self.cleaned_data["tiers"].splitlines() if one.strip()]
        return [{"key": chr(97 + place), "label": label[:30]} for place, label in enumerate(labels[:20])]

    def clean_grades(self) -> list[dict[str, Any]]:
        lines = [one.strip() for one in self.cleaned_data["grades"].splitlines() if one.strip()]
        try:
            return [_grade(text, place, len(lines)) for place, text in enumerate(lines)]
        except (NotExact, ValueError) as error:
            raise forms.ValidationError(_("Not understood: “%(line)s”.") % {"line": error}) from error

    def wanted(self) -> SchemeWanted:
        given = dict(self.cleaned_data)
        addressed = {name: list(given.pop(name)) for name in ("kinds", "levels", "classes")}
        return SchemeWanted(addressed=addressed, places=2, **given)

    @staticmethod
    def shown(scheme: Scheme) -> dict[str, Any]:
        """A scheme as the form shows it."""
        names = [one for one in SchemeForm.base_fields if hasattr(scheme, one)]
        return {
            **{name: getattr(scheme, name) for name in names},
            **scheme.addressed,
            "tiers": "\n".join(one["label"] for one in scheme.tiers),
            "grades": "\n".join(_grade_line(one) for one in scheme.grades),
        }

    @staticmethod
    def begun() -> dict[str, Any]:
        """What a new one begins with: December to November, open in November."""
        year = clock.today().year
        return {
            "year": year, "facts_from": date(year - 1, 12, 1), "facts_to": date(year, 11, 1),
            "opens_on": date(year, 11, 5), "due_on": date(year, 11, 30), "grace_days": 3, "appeal_days": 5,
            "kinds": [Kind.SOCIETY], "base": 100, "bonus": 5, "total": 100,
            "grades": _("very good 90-\ngood 75-90\npass 60-75\nnot passed 0-60"),
        }  # fmt: skip


def _grade(text: str, place: int, count: int) -> dict[str, Any]:
    key = f"g{place + 1}"
    share = SHARE.fullmatch(text)
    if share is not None:
        return {"key": key, "label": share[1], "share": str(exact(share[2]) / 100)}
    band = RANGE.fullmatch(text)
    if band is not None:
        return {"key": key, "label": band[1], "from": str(exact(band[2])), "below": _end(band[3])}
    if place == count - 1:
        return {"key": key, "label": text, "share": None}
    raise ValueError(text)


def _end(text: str | None) -> str | None:
    return None if text is None else str(exact(text))


def _grade_line(one: dict[str, Any]) -> str:
    if "from" in one:
        return f"{one['label']} {one['from']}-{one['below'] or ''}"
    return one["label"] if one["share"] is None else f"{one['label']} {exact(one['share']) * 100:f}%"
