"""Forms of a judge, and of the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.activities.models import Activity
from quanjing.calls.actions.deciding import LineGiven
from quanjing.calls.actions.scoring import Marks
from quanjing.calls.models import Criterion, Score
from quanjing.foundation.fields import CONTROL, Taking, area, day_field, line, select


class ScoreForm(Taking):
    """Points by criterion, a word to the applicant, a note for the desk. The action checks the points."""

    def __init__(self, criteria: Iterable[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for one in self.criteria:
            label = f"{one.name} (0–{one.most}, {one.weight}%)"
            widget = line(inputmode="decimal", autocomplete="off")
            self.fields[f"p{one.pk}"] = forms.CharField(
                label=label, help_text=one.hint, required=False, max_length=10, widget=widget
            )
        self.fields["feedback"] = forms.CharField(
            label=_("Feedback to the applicant"), required=False, max_length=5000, widget=area(4),
            help_text=_("The applicant reads it after the decision, without your name."),
        )  # fmt: skip
        self.fields["note"] = forms.CharField(
            label=_("Note to the desk"), required=False, max_length=5000, widget=area(2)
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput({"id": "version"}))

    def marks(self) -> Marks:
        given = self.cleaned_data
        points = {one.pk: given.get(f"p{one.pk}") or "" for one in self.criteria}
        return Marks(points, given.get("feedback") or "", given.get("note") or "")


def initial_of(score: Score) -> dict[str, object]:
    """A score as the form shows it."""
    points: Mapping[str, str] = score.points
    return {f"p{key}": value for key, value in points.items()} | {
        "feedback": score.feedback, "note": score.note, "version": score.version,
    }  # fmt: skip


class DecisionForm(Taking):
    """Who decided when, with the minutes."""

    body = forms.CharField(
        label=_("Decided by"), max_length=200, required=False, widget=line(),
        help_text=_("The body that decided, such as the leading group."),
    )  # fmt: skip
    decided_on = day_field(_("Day of the decision"))
    activity = forms.ChoiceField(label=_("Meeting"), required=False, widget=select())
    minutes = forms.CharField(label=_("Minutes of the meeting"), required=False, widget=area(5))
    file = forms.FileField(
        label=_("Minutes as a file"), required=False, widget=forms.FileInput({"class": CONTROL})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, meetings: Iterable[Activity], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((one.code, f"{one.day} {one.name}") for one in meetings)]


def lines_given(data: Mapping[str, Any], keys: Iterable[str]) -> tuple[dict[int, LineGiven], list[str]]:
    """The lines that a page of a decision sends, and those whose amount is no number."""
    found: dict[int, LineGiven] = {}
    wrong = []
    for key in keys:
        if not key.isdigit():
            continue
        text = str(data.get(f"amount-{key}", "")).strip()
        try:
            amount = Decimal(text).quantize(Decimal("0.01")) if text else None
        except InvalidOperation:
            wrong.append(key)
            continue
        found[int(key)] = LineGiven(
            is_selected=data.get(f"selected-{key}") == "1",
            grade=str(data.get(f"grade-{key}", "")),
            amount=amount,
            reason=str(data.get(f"reason-{key}", "")),
        )
    return found, wrong
