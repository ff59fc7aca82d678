"""Projects as people type them: topics, reports, changes, money, use of results, filters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.calls.actions.beginning import TopicFacts
from quanjing.calls.actions.project_changes import ChangeWanted
from quanjing.calls.actions.projects import ReportGiven
from quanjing.calls.models import BudgetLine, Milestone, Project
from quanjing.calls.queries.projects import ProjectFilter
from quanjing.files.actions import read_upload
from quanjing.foundation.fields import CONTROL, Taking, area, day_field, line, number

BLANK_LINES = 3  # to be added to a budget


class TopicForm(Taking):
    """A topic of the own body."""

    title = forms.CharField(label=_("Research topic"), max_length=200, widget=line())
    leader = forms.CharField(
        label=_("Who leads it"), max_length=100, widget=line(),
        help_text=_("The name, for the purpose of this topic alone."),
    )  # fmt: skip
    plan = forms.CharField(label=_("Question and how it is worked on"), max_length=20_000, widget=area(5))
    direction = forms.CharField(label=_("Direction"), max_length=100, required=False, widget=line())
    starts_on = day_field(_("Begins on"), required=True)
    midterm_on = day_field(_("Mid-term report by"))
    ends_on = day_field(_("Closing report by"), required=True)

    def facts(self) -> TopicFacts:
        return TopicFacts(**self.cleaned_data)


class ReportForm(Taking):
    """A report with a number for each goal that was promised."""

    text = forms.CharField(label=_("What was done"), max_length=20_000, required=False, widget=area(6))
    file = forms.FileField(
        label=_("File"), required=False, widget=forms.FileInput({"class": CONTROL}),
        help_text=_("One file with what proves it, where there is any."),
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, *, milestone: Milestone, **more: Any) -> None:
        super().__init__(data, files, **more)
        self.goals = milestone.project.goals
        for place, goal in enumerate(self.goals):
            words = gettext("Reached: %(name)s (promised: %(number)s %(unit)s)")
            label = words % {name: goal.get(name, "") for name in ("name", "number", "unit")}
            done = milestone.reached[place] if place < len(milestone.reached) else {}
            self.fields[f"goal{place}"] = forms.CharField(
                label=label, max_length=30, required=False, widget=line(inputmode="decimal"),
                initial=done.get("number", ""),
            )  # fmt: skip
        self.initial.setdefault("text", milestone.text)

    def given(self) -> ReportGiven:
        said = self.cleaned_data
        reached = [
            {
                "name": str(goal.get("name", "")),
                "number": said[f"goal{place}"],
                "unit": str(goal.get("unit", "")),
            }
            for place, goal in enumerate(self.goals)
        ]
        upload = said.get("file")
        file = None
        if isinstance(upload, UploadedFile):
            file = (str(upload.name), read_upload(upload, str(upload.name)))  # type: ignore[arg-type]
        return ReportGiven(said["text"], reached, file)


class ReturnForm(Taking):
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False, widget=line())
    due_on = day_field(_("New date"), required=True)


class ChangeForm(Taking):
    """What shall be different, and why."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False, widget=line())
    leader = forms.CharField(label=_("Who leads it"), max_length=100, required=False, widget=line())
    ends_on = day_field(_("Closing report by"))
    plan = forms.CharField(
        label=_("What else of the plan changes"), max_length=2000, required=False, widget=area(3)
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False, widget=area(2))

    def wanted(self) -> ChangeWanted:
        return ChangeWanted(**self.cleaned_data)


class SettleForm(Taking):
    """What was spent on each line, and why it differs."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, budget: list[BudgetLine], **more: Any) -> None:
        super().__init__(data, **more)
        self.places = [one.position for one in budget]
        for one in budget:
            label = gettext("%(name)s: planned %(planned)s, spent (yuan)")
            words = label % {"name": one.name, "planned": one.planned}
            self.fields[f"settled{one.position}"] = forms.DecimalField(
                label=words, max_digits=14, decimal_places=2, required=False, initial=one.settled,
                widget=number(step="0.01", min="0"),
            )  # fmt: skip
            self.fields[f"reason{one.position}"] = forms.CharField(
                label=gettext("%(name)s: why it differs by more than a tenth") % {"name": one.name},
                max_length=300, required=False, initial=one.reason, widget=line(),
            )  # fmt: skip

    def amounts(self) -> dict[int, tuple[Decimal, str]]:
        said = self.cleaned_data
        return {
            place: (said[f"settled{place}"], said[f"reason{place}"])
            for place in self.places
            if said[f"settled{place}"] is not None
        }


class BudgetForm(Taking):
    """The lines of a budget, and some more to be added."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, budget: list[BudgetLine], **more: Any) -> None:
        super().__init__(data, **more)
        self.places = range(len(budget) + BLANK_LINES)
        for place in self.places:
            known = budget[place] if place < len(budget) else None
            words = {"place": place + 1}
            self.fields[f"name{place}"] = forms.CharField(
                label=gettext("Line %(place)d") % words, max_length=100, required=False,
                initial=known.name if known else "", widget=line(),
            )  # fmt: skip
            self.fields[f"amount{place}"] = forms.DecimalField(
                label=gettext("Line %(place)d: amount (yuan)") % words, max_digits=14, decimal_places=2,
                required=False, initial=known.planned if known else None,
                widget=number(step="0.01", min="0"),
            )  # fmt: skip

    def lines(self) -> list[tuple[str, Decimal]]:
        said = self.cleaned_data
        return [
            (said[f"name{place}"], said[f"amount{place}"] or Decimal())
            for place in self.places
            if said[f"name{place}"]
        ]


class UseForm(Taking):
    """Where a result is used."""

    what = forms.CharField(label=_("What is used"), max_length=500, required=False, widget=line())
    adopted_by = forms.CharField(label=_("By whom"), max_length=200, required=False, widget=line())
    on = day_field(_("Since"), required=True)


class ListFilter(forms.Form):
    """The filters of a list; what makes no sense narrows nothing."""

    state = forms.CharField(required=False, max_length=8)
    direction = forms.CharField(required=False, max_length=100)
    year = forms.CharField(required=False, max_length=4)
    programme = forms.CharField(required=False, max_length=16)
    kind = forms.CharField(required=False, max_length=5)
    overdue = forms.BooleanField(required=False)
    text = forms.CharField(required=False, max_length=100)

    def wanted(self) -> ProjectFilter:
        self.is_valid()
        said = self.cleaned_data
        names = ("state", "direction", "year", "programme", "kind", "text")
        texts = {name: said.get(name) or "" for name in names}
        return ProjectFilter(overdue=bool(said.get("overdue")), **texts)


def change_initial(project: Project) -> dict[str, object]:
    """A project as the form of a change shows it."""
    return {"title": project.title, "leader": project.leader, "ends_on": project.ends_on}
