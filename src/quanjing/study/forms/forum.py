"""What people type in the forum."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, one_of, tick, words
from quanjing.study.forms.parts import long_text


class BoardForm(Taking):
    name = words(_("Name"), 200, required=True)
    training_class = one_of(_("Of a class (else of the whole unit)"))
    looks_first = forms.BooleanField(
        label=_("A moderator looks before a text is shown"), required=False, widget=tick()
    )


class ThreadForm(Taking):
    title = words(_("Title"), 200, required=True)
    text = long_text(_("Text"), rows=5, required=True)


class TextForm(Taking):
    text = long_text(_("Text"), rows=4, required=True)
