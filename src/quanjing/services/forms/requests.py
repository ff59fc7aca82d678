"""What people type about requests for help, rosters, questions and the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field, line, one_of, words
from quanjing.services.actions import HelperFacts, RequestFacts, ResultFacts, ServiceDeskFacts
from quanjing.services.enums import Field, HelperKind, Rating
from quanjing.services.forms.parts import a_number, a_tick, choose_from, long_text, some_of, with_blank
from quanjing.services.models import Helper, ServiceDesk


class RequestForm(Taking):
    """From a body: whom to ask is known."""

    desk = one_of(_("Desk to ask"), required=True)
    field = one_of(_("Field of the matter"), with_blank(Field.choices), required=True)
    title = words(_("In one line"), 200, required=True)
    need = long_text(
        _("What is needed"), required=True, help_text=_("Nothing secret, and nothing about persons.")
    )
    city = words(_("City"), 60)
    place = words(_("Place"), 200)
    wished_on = day_field(_("Wished for"))
    contact = words(_("Contact"), 100)
    phone = words(_("Office telephone"), 100)

    def __init__(self, *args: Any, desks: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_from(self, "desk", desks)

    def facts(self) -> RequestFacts:
        return RequestFacts(**{name: value for name, value in self.cleaned_data.items() if name != "desk"})


class OutsideForm(Taking):
    """From outside, without an account."""

    field = one_of(_("Field of the matter"), with_blank(Field.choices), required=True)
    title = words(_("In one line"), 200, required=True)
    need = long_text(
        _("What is needed"), required=True, help_text=_("Nothing secret, and nothing about persons.")
    )
    city = words(_("City"), 60)
    place = words(_("Place"), 200)
    wished_on = day_field(_("Wished for"))
    from_name = words(_("Firm or body"), 200, required=True)
    contact = words(_("Whom to ask for"), 100, help_text=_("An office or a name, as you like."))
    phone = words(_("Telephone or mail address"), 100, required=True)
    agrees = a_tick(_("I agree that these contact data are kept for this request"))

    def facts(self) -> RequestFacts:
        return RequestFacts(**self.cleaned_data)


class ReferForm(Taking):
    to = one_of(_("To which body"), required=True)
    note = words(_("What the next one has to know"), 500, required=True)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_from(self, "to", bodies)


class ResultForm(Taking):
    result = long_text(_("Answer or result"), required=True, help_text=_("On the matter, not on persons."))
    visited_on = day_field(_("Visited on"))
    visited_place = words(_("Place of the visit"), 200)

    def facts(self) -> ResultFacts:
        return ResultFacts(**self.cleaned_data)


class RatingForm(Taking):
    rating = one_of(_("Was the matter solved?"), with_blank(Rating.choices), required=True)
    text = words(_("About the service"), 500, help_text=_("About the service, not about persons."))


class AnswerAskForm(Taking):
    reason = words(_("Reason or what to know"), 300)


class HelperForm(Taking):
    kind = one_of(_("Expert or team"), HelperKind.choices, required=True)
    name = words(_("Name of the expert or of the team"), 100, required=True)
    title = words(_("Post and unit of an expert"), 100)
    number = a_number(_("People of a team"), least=1, help_text=_("A number; no names."))
    fields_of_work = some_of(_("Fields of help"), Field.choices, required=True)
    city = words(_("City"), 60)
    availability = words(_("When they can"), 200)
    phone = words(
        _("Telephone"), 40, required=True,
        help_text=_("Shown to a desk only after they said that they will help."),
    )  # fmt: skip
    agrees = a_tick(
        _("They have agreed to be listed and asked"),
        help_text=_("Purpose: matching requests for help. They leave at any time, and are erased then."),
    )

    def facts(self) -> HelperFacts:
        given = dict(self.cleaned_data)
        return HelperFacts(fields=given.pop("fields_of_work"), kind=HelperKind(given.pop("kind")), **given)


def helper_initial(helper: Helper) -> dict[str, object]:
    names = ("kind", "name", "title", "number", "city", "availability", "phone")
    given: dict[str, object] = {name: getattr(helper, name) for name in names}
    return given | {"fields_of_work": [one.field for one in helper.fields.all()], "agrees": True}


class DeskForm(Taking):
    intro = long_text(_("What stands above the forms"), rows=3)
    takes_requests = a_tick(_("Takes requests for help, from bodies and from outside"))
    takes_questions = a_tick(_("Takes anonymous questions"))
    keep_days = a_number(
        _("Days after the end for which contact data from outside are kept"),
        least=30,
        most=1095,
        required=True,
    )

    def facts(self) -> ServiceDeskFacts:
        return ServiceDeskFacts(**self.cleaned_data)


def desk_initial(desk: ServiceDesk | None) -> dict[str, object]:
    names = ("intro", "takes_requests", "takes_questions", "keep_days")
    return {name: getattr(desk or ServiceDesk(), name) for name in names}


class ChannelForm(Taking):
    text = long_text(
        _("Official channel"), rows=3,
        help_text=_("Office, telephone and hours, where complaints about persons are received."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Address of its page"), required=False, assume_scheme="https", widget=line("url")
    )


class TopicForm(Taking):
    name = words(_("Topic of the question"), 60, required=True)


class QuestionForm(Taking):
    topic = one_of(_("Topic of the question"), required=True)
    text = long_text(
        _("Question"), required=True,
        help_text=_("Please leave out who you are and whom it is about: question and answer are published."),
    )  # fmt: skip

    def __init__(self, *args: Any, topics: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_from(self, "topic", topics)


class AnswerForm(Taking):
    answer = long_text(_("Answer"), rows=6, required=True, help_text=_("On the matter; it names nobody."))
