"""Public notices, objections, results and honours as people type them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.calls.actions.beginning import ProjectPlan
from quanjing.calls.actions.honours import HonourFacts, RecommendationFacts
from quanjing.calls.actions.notices import NoticeFacts
from quanjing.calls.actions.objections import ObjectionGiven
from quanjing.calls.enums import RecommendationState, Way
from quanjing.calls.models import Application
from quanjing.foundation.fields import Taking, area, day_field, line, number, select
from quanjing.organizations.models import Organization

Bodies = Iterable[Organization]


class NoticeForm(Taking):
    title = forms.CharField(label=_("Title"), max_length=200, widget=line())
    text = forms.CharField(label=_("Text"), max_length=5000, widget=area(5))
    channel = forms.CharField(
        label=_("Where objections go"), max_length=300, widget=line(),
        help_text=_("Telephone, mailbox or address of the desk."),
    )  # fmt: skip
    first_day = day_field(_("First day"), required=True)
    days = forms.IntegerField(label=_("Working days"), widget=number(min=3, max=30))

    def facts(self) -> NoticeFacts:
        return NoticeFacts(**self.cleaned_data)


class ExtendForm(Taking):
    last_day = day_field(_("New last day"), required=True)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=line())


class ObjectionForm(Taking):
    """An objection of a body; a desk that takes it in for others says who and how."""

    application = forms.ChoiceField(label=_("Against"), required=False, widget=select())
    text = forms.CharField(
        label=_("What you object to, with the facts"), max_length=5000, required=False, widget=area(6)
    )
    contact = forms.CharField(
        label=_("Telephone or mailbox for questions"), max_length=150, required=False, widget=line(),
        help_text=_("Kept for the handling alone, erased 90 days after the decision, never published."),
    )  # fmt: skip
    sender = forms.CharField(label=_("Who objects"), max_length=150, required=False, widget=line())
    way = forms.ChoiceField(
        label=_("Way of the objection"), choices=Way.choices[1:], required=False, widget=select()
    )
    received_on = day_field(_("Objection received on"))

    def __init__(self, data: Any, *, lines: Iterable[Application], for_others: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.lines = {one.code: one for one in lines}
        named = [(code, f"{one.title} · {one.organization.name}") for code, one in self.lines.items()]
        field = self.fields["application"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the notice as a whole")), *named]
        if not for_others:
            for name in ("sender", "way", "received_on"):
                del self.fields[name]

    def given(self) -> ObjectionGiven:
        said = self.cleaned_data
        return ObjectionGiven(
            text=said["text"],
            contact=said["contact"],
            application=self.lines.get(said["application"]),
            sender=said.get("sender") or "",
            way=Way(said.get("way") or Way.PAGE),
            received_on=said.get("received_on"),
        )


class FindingForm(Taking):
    finding = forms.CharField(
        label=_("What was looked into and found"), max_length=5000, required=False, widget=area(5),
        help_text=_("It goes to who objects and to the applicant: no names of persons."),
    )  # fmt: skip


class PlanForm(Taking):
    """When the projects of a call begin and end."""

    starts_on = day_field(_("Projects begin"), required=True)
    midterm_on = day_field(_("Mid-term report by, where the application names no steps"))
    ends_on = day_field(_("Closing report by"), required=True)

    def plan(self) -> ProjectPlan:
        return ProjectPlan(**self.cleaned_data)


class HonourForm(Taking):
    award = forms.CharField(label=_("Award"), max_length=200, widget=line())
    year = forms.IntegerField(label=_("Year"), widget=number())
    grade = forms.CharField(label=_("Grade"), max_length=40, required=False, widget=line())
    holder = forms.CharField(label=_("Holder: person, work or body"), max_length=200, widget=line())
    unit = forms.CharField(label=_("Unit"), max_length=200, required=False, widget=line())

    def facts(self, body: Organization | None) -> HonourFacts:
        return HonourFacts(holder_body=body, **self.cleaned_data)


class RecommendForm(Taking):
    award = forms.CharField(label=_("Award of others"), max_length=200, widget=line())
    giver = forms.CharField(label=_("Recommended to"), max_length=200, widget=line())
    body = forms.ChoiceField(label=_("Body that is recommended"), widget=select())
    subject = forms.CharField(
        label=_("Work or project, where it is not the body itself"), max_length=200, required=False,
        widget=line(),
    )  # fmt: skip
    sent_on = day_field(_("Sent on"), required=True)

    def __init__(self, data: Any, *, bodies: Bodies, **more: Any) -> None:
        super().__init__(data, **more)
        self.bodies = {one.code: one for one in bodies}
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((code, one.name) for code, one in self.bodies.items())]

    def facts(self) -> RecommendationFacts:
        said = self.cleaned_data
        return RecommendationFacts(**{**said, "body": self.bodies[said["body"]]})


class OutcomeForm(Taking):
    """What came of a recommendation."""

    state = forms.ChoiceField(label=_("Outcome"), choices=RecommendationState.choices[1:], widget=select())
    on = day_field(_("Day"), required=True)
    note = forms.CharField(label=_("Number or note"), max_length=300, required=False, widget=line())


class HonourFilter(forms.Form):
    """What a list of honours is narrowed to; what makes no sense narrows nothing."""

    text = forms.CharField(required=False, max_length=100)
    year = forms.CharField(required=False, max_length=4)

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("text", "year")}
