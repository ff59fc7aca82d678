"""HTTP input of the pages about organizations; the rules stand in rules.py and the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import PasswordTwice, Taking, day_field, day_input
from quanjing.organizations.actions import Ending
from quanjing.organizations.enums import EndingKind, Level, Office, OpenWorkChoice, Role, SocietyClass
from quanjing.organizations.models import Organization

LABELS = {
    "name": _("Name"),
    "short_name": _("Short name"),
    "number": _("Register number"),
    "kind": _("Kind"),
    "level": _("Level"),
    "region": _("Region"),
    "society_class": _("Class"),
    "credit_code": _("Unified social credit code"),
    "host_unit": _("Host unit"),
    "affiliation": _("Party organization it is affiliated to"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "day_end": _("End of a working day"),
    "valid_from": _("Exists since"),
    "valid_to": _("Last day of existence"),
}
HELP = {
    "number": _("The office's own number; societies stand by class, number and name."),
    "region": _("The province or city whose name it bears."),
    "affiliation": _("Only where that is another unit, such as the host unit; a label, counted nowhere."),
    "day_end": _("When a deadline without a time ends, such as 17:00 or 24:00."),
    "valid_to": _("Only for a body that is closed; its past stays."),
}


DAY: dict[str, type[forms.Widget] | forms.Widget] = {"valid_from": day_input(), "valid_to": day_input()}
APPOINTED = [(role.value, role.label) for role in Role if role != Role.GUEST]  # guests are invited
USERNAME = RegexValidator(r"^[A-Za-z0-9._-]{2,60}$", _("Letters, digits and . - _ only."))


class OrganizationForm(Taking):
    """The fields of a body that the actor may change, and the version that was looked at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(
            fields_for_model(
                Organization,
                fields=list(names),
                labels=cast("dict[str, str]", LABELS),
                help_texts=cast("dict[str, str]", HELP),
                widgets=DAY,
            )
        )

    def values(self) -> dict[str, Any]:
        clean = dict(self.cleaned_data)
        clean.pop("version", None)
        return clean


class PostForm(Taking):
    """A post and the person who holds it."""

    title = forms.CharField(label=_("Title of the post"), max_length=100)
    role = forms.ChoiceField(label=_("What it may do"), choices=APPOINTED)
    office = forms.ChoiceField(label=_("Office"), choices=Office.choices, required=False)
    person_name = forms.CharField(
        label=_("Name of the person"),
        max_length=100,
        required=False,
        help_text=_("Empty while the post is vacant."),
    )
    username = forms.CharField(
        label=_("Username"),
        required=False,
        validators=[USERNAME],
        help_text=_("Of a person who has an account already, or a new one; not for office holders."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    starts_on = day_field(_("First day of the term"))
    ends_on = day_field(_("Last day of the term"))


class MembersForm(Taking):
    """Bodies that join another, named one a line."""

    members = forms.CharField(
        label=_("Which ones"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: name, register number, unified social credit code or code."),
    )
    starts_on = day_field(_("Since"), required=True)


class DeclareForm(Taking):
    """Yes or no, with a day; never a number of persons."""

    should_have = forms.TypedChoiceField(
        label=_("Three or more full members"),
        choices=[("", "—"), ("yes", _("Yes, it should have a branch")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
    )
    declared_on = day_field(_("As of"), required=True)


class CoverageForm(Taking):
    """Whose coverage, and on which day; nothing given is the own subtree today."""

    under = forms.CharField(required=False)
    on = day_field(_("Day"))
    society_class = forms.TypedChoiceField(
        label=_("Class"), choices=[("", _("all")), *SocietyClass.choices], coerce=int, required=False
    )


class RenameForm(Taking):
    name = forms.CharField(label=_("New full name"), max_length=200)
    from_day = day_field(_("From this day on"), required=True)


class EndingForm(Taking):
    """How a body comes to its end, or divides."""

    kind = forms.ChoiceField(label=_("What happens"), choices=EndingKind.choices)
    on = day_field(_("Last day as it is now"), required=True)
    into = forms.CharField(
        label=_("Merges into this existing body"),
        max_length=200,
        required=False,
        help_text=_("Name, register number, unified social credit code or code."),
    )
    names = forms.CharField(
        label=_("Names of new bodies"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line; for a merger into a new body its name, for a split all of them."),
    )
    open_work = forms.ChoiceField(label=_("What it has not sent yet"), choices=OpenWorkChoice.choices)
    goes_on = forms.BooleanField(label=_("At a split: this body goes on beside the new ones"), required=False)

    def ending(self) -> Ending:
        """What was typed, as the action takes it."""
        clean = self.cleaned_data
        names = tuple(" ".join(line.split()) for line in clean["names"].splitlines() if line.strip())
        return Ending(clean["kind"], clean["on"], clean["into"], names, clean["goes_on"], clean["open_work"])

    def get_open_work(self) -> str:
        return str(OpenWorkChoice(self.cleaned_data["open_work"]).label)


class DelegateForm(Taking):
    """Who stands in for the holder of a post, and when."""

    username = forms.CharField(
        label=_("Username of the delegate"),
        max_length=150,
        help_text=_("Somebody who holds a post in this body, below it or directly above."),
    )
    first_day = day_field(_("First day"), required=True)
    last_day = day_field(_("Last day"), required=True)


class EndForm(Taking):
    ends_on = day_field(_("Last day of the term"), required=True)


class SetupForm(PasswordTwice):
    """The body and its first person."""

    field_order = ("name", "level", "region", "person_name", "username", "password", "again")

    name = forms.CharField(label=_("Full name of the association"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    region = forms.CharField(label=_("Region"), max_length=60, required=False, help_text=HELP["region"])
    person_name = forms.CharField(label=_("Your name"), max_length=100)
    username = forms.CharField(label=_("Username"), validators=[USERNAME])


class DeskForm(Taking):
    """What stands about a desk."""

    name = forms.CharField(label=_("Name"), max_length=100)
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    email = forms.EmailField(label=_("Mailbox"), required=False)
    closed = forms.BooleanField(label=_("Closed: takes no more tasks"), required=False)


class SubstituteForm(Taking):
    """Who stands in for a seat, from which day to which."""

    substitute = forms.CharField(max_length=16, required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
