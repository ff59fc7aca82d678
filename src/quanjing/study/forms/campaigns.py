"""A campaign and its items as people type them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field, number, one_of, words
from quanjing.study.actions import CampaignGiven, ItemGiven
from quanjing.study.enums import Mode
from quanjing.study.forms.parts import a_file, long_text, picked, uploaded
from quanjing.study.models import Campaign


class CampaignForm(Taking):
    name = words(_("Name"), 100, required=True)
    theme = words(_("Theme that lasts over years"), 100)
    slogan = words(_("Slogan"), 200)
    intro = long_text(_("Outline"), help_text=_("What is studied and what for."))
    begins_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    event = one_of(
        _("Or before an event"), help_text=_("Its day may come later; events are named under tasks.")
    )
    days_before = forms.IntegerField(
        label=_("Days before it"), required=False, min_value=0, max_value=365, widget=number(min=0)
    )
    logo = a_file(_("Sign (jpg, png)"), ".jpg,.jpeg,.png")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def campaign(self) -> CampaignGiven:
        given = self.cleaned_data
        names = ("name", "theme", "slogan", "intro", "begins_on", "ends_on")
        return CampaignGiven(
            event=picked(self, "event"),
            days_before=given["days_before"] or 0,
            logo=uploaded(given["logo"]),
            **{name: given[name] for name in names},
        )


class ItemForm(Taking):
    material = one_of(_("From the library"))
    title = words(_("Title"), 200)
    mode = one_of(_("How"), Mode.choices)
    chapters = long_text(_("Chapters"), rows=2, help_text=_("One a line."))
    reading_list = one_of(_("Reading list"))

    def item(self) -> ItemGiven:
        given = self.cleaned_data
        return ItemGiven(
            given["title"],
            Mode(given["mode"]),
            given["chapters"],
            picked(self, "material"),
            picked(self, "reading_list"),
        )


def campaign_initial(campaign: Campaign) -> dict[str, object]:
    names = ("name", "theme", "slogan", "intro", "begins_on", "ends_on", "days_before", "version")
    event = campaign.event.code if campaign.event else ""
    return {"event": event, **{name: getattr(campaign, name) for name in names}}
