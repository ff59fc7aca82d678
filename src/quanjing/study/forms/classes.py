"""A class, its timetable and nominations as people type them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.fields import Taking, day_field, number, one_of, tick, ticks, words
from quanjing.organizations.models import Organization
from quanjing.study.actions import ClassGiven, SessionGiven
from quanjing.study.enums import Trainees
from quanjing.study.forms.parts import long_text, picked
from quanjing.study.models import TrainingClass
from quanjing.study.queries import bodies_named


class ClassForm(Taking):
    title = words(_("Name of the class"), 200, required=True)
    intro = long_text(_("What it is about"), rows=3)
    trainees = forms.MultipleChoiceField(
        label=_("For whom"), choices=Trainees.choices, required=False, widget=ticks()
    )
    place = words(_("Place"), 200)
    starts_on = day_field(_("First day"), required=True)
    ends_on = day_field(_("Last day"), required=True)
    seats = forms.IntegerField(label=_("Places"), min_value=1, max_value=100_000, widget=number(min=1))
    nominate_until = day_field(_("Nominations until (last day)"), required=True)
    quotas = long_text(
        _("Places by subtree"), rows=4,
        help_text=_(
            "One a line: a body and its places, for it and all below it. Empty: all are open to everybody."
        ),
    )  # fmt: skip
    groups = long_text(_("Groups"), rows=3, help_text=_("One a line."))
    campaign = one_of(_("Campaign"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, actor: Actor, **more: Any) -> None:
        super().__init__(data, **more)
        self.actor = actor

    def clean_quotas(self) -> list[tuple[Organization, int]]:
        """Bodies with their places. A line that is not understood is named."""
        lines = [line.strip() for line in self.cleaned_data["quotas"].splitlines() if line.strip()]
        parts = [
            line.replace("：", " ").replace(":", " ").replace("\t", " ").rpartition(" ") for line in lines
        ]
        bodies = bodies_named(self.actor, [name.strip() for name, _gap, _count in parts])
        found: dict[Organization, int] = {}
        for line, (name, _gap, count) in zip(lines, parts, strict=True):
            body = bodies.get(name.strip())
            if body is None or not count.isdecimal() or len(count) > 6 or body in found:
                said = gettext("“%(line)s” is no body below yours with a number, or stands there twice.")
                raise forms.ValidationError(said % {"line": line[:80]})
            found[body] = int(count)
        return list(found.items())

    def training_class(self) -> ClassGiven:
        given = self.cleaned_data
        names = ("title", "intro", "place", "starts_on", "ends_on", "seats", "nominate_until", "quotas")
        return ClassGiven(
            trainees=[Trainees(one) for one in given["trainees"]],
            campaign=picked(self, "campaign"),
            groups=given["groups"].splitlines(),
            **{name: given[name] for name in names},
        )


class SessionForm(Taking):
    topic = words(_("Topic"), 200, required=True)
    day = day_field(_("Day"), required=True)
    starts = forms.TimeField(
        label=_("Starts at"),
        widget=forms.TimeInput({"type": "time", "class": "form-control form-control-sm"}),
    )
    ends = forms.TimeField(
        label=_("Ends at"), widget=forms.TimeInput({"type": "time", "class": "form-control form-control-sm"})
    )
    lecturer = words(_("Lecturer"), 200)
    place = words(_("Room, where it is another"), 200)

    def session(self) -> SessionGiven:
        given = self.cleaned_data
        begins, ends = (
            datetime.combine(given["day"], given[name], clock.CHINA) for name in ("starts", "ends")
        )
        return SessionGiven(given["topic"], begins, ends, given["lecturer"], given["place"])


class NominateForm(Taking):
    post = one_of(_("Post"), required=True, help_text=_("Posts that are held; nothing else is asked."))
    wait = forms.BooleanField(
        label=_("Put it on the waiting list where there is no place"), required=False, widget=tick()
    )


class ReplaceForm(Taking):
    post = one_of(_("Who comes instead"), required=True)


class MoveForm(Taking):
    starts_on = day_field(_("New first day"), required=True)
    reason = words(_("Reason"), 300, required=True)


class ReasonForm(Taking):
    reason = words(_("Reason"), 300, required=True)


def class_initial(training_class: TrainingClass) -> dict[str, object]:
    names = (
        "title", "intro", "trainees", "place", "starts_on", "ends_on", "seats", "nominate_until", "version"
    )  # fmt: skip
    quotas = training_class.quotas.select_related("organization")
    return {
        **{name: getattr(training_class, name) for name in names},
        "quotas": "\n".join(f"{one.organization.name} {one.seats}" for one in quotas),
        "groups": "\n".join(training_class.groups.values_list("name", flat=True)),
        "campaign": training_class.campaign.code if training_class.campaign else "",
    }
