"""Lines of a plan, and a unit's word on them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, day_field, one_of, words
from quanjing.study.actions import LineGiven
from quanjing.study.enums import Mode
from quanjing.study.forms.parts import long_text


class LineForm(Taking):
    title = words(_("Title"), 200, required=True)
    chapters = long_text(_("Chapters"), rows=2, help_text=_("One a line."))
    mode = one_of(_("How"), Mode.choices)
    planned_for = day_field(_("Planned for"))

    def line(self) -> LineGiven:
        given = self.cleaned_data
        return LineGiven(given["title"], given["chapters"], Mode(given["mode"]), given["planned_for"])


class SaidForm(Taking):
    on = day_field(_("Studied on"), required=True)
    activity = one_of(_("In which activity"))
    note = words(_("Note"), 500)
