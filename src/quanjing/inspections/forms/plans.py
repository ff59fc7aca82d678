"""The plan of an inspection as a desk types it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.directives.models import Directive
from quanjing.foundation.fields import Taking, area, day_field, line, number, select, tick, ticks
from quanjing.inspections.actions import InspectionWanted, StageWanted
from quanjing.inspections.enums import Mode, Strata
from quanjing.inspections.models import Checklist, Inspection
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.queries import Selection
from quanjing.registers.models import RegisterEntry

STAGE = re.compile(r"\s*(.+?)[\s,\uff0c\u3001]+(\d{4}-\d{2}-\d{2})\s*")  # a name, then a day
SIMPLE = ("name", "purpose", "first_day", "last_day", "self_by", "short_reason", "allows_nil", "basis",
          "head_confirms", "directive", "guidance", "per_part", "red_days")  # fmt: skip


class InspectionForm(Taking):
    """What is looked at, of whom, how and by when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=line())
    purpose = forms.CharField(label=gettext_lazy("What it is for"), max_length=5000, widget=area(3))
    checklist = forms.ChoiceField(label=gettext_lazy("Checklist"), widget=select())
    basis = forms.CharField(
        label=gettext_lazy("The text that asks for it"), max_length=300, required=False, widget=line()
    )
    directive = forms.ChoiceField(
        label=gettext_lazy("The notice, where it came through here"), required=False, widget=select()
    )
    guidance = forms.ChoiceField(
        label=gettext_lazy("Guidance that it rests on"), required=False, widget=select()
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Mode.choices, widget=select())
    first_day = day_field(gettext_lazy("First day"), required=True)
    last_day = day_field(gettext_lazy("Last day"), required=True)
    self_by = day_field(gettext_lazy("Self-check sent by"))
    short_reason = forms.CharField(
        label=gettext_lazy("Reason, where it is due on the day of the announcement"), max_length=300,
        required=False, widget=line(),
    )  # fmt: skip
    allows_nil = forms.BooleanField(
        label=gettext_lazy("A body may say, with a reason, that it has nothing to look at"), required=False,
        initial=True, widget=tick(),
    )  # fmt: skip
    under = forms.ChoiceField(label=gettext_lazy("Body and all below"), required=False, widget=select())
    head_confirms = forms.BooleanField(
        label=gettext_lazy("The head of a body confirms its self-check before it leaves"), required=False,
        widget=tick(),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of organization"), choices=Kind.choices, required=False, widget=ticks()
    )
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"), choices=Level.choices, required=False, widget=ticks()
    )
    classes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Classes of societies"), choices=SocietyClass.choices, coerce=int, required=False,
        widget=ticks(),
    )  # fmt: skip
    per_part = forms.IntegerField(
        label=gettext_lazy("How many are drawn for a visit, of each part"), min_value=1, max_value=500,
        required=False, widget=number(min=1), help_text=gettext_lazy("Empty: all are visited."),
    )  # fmt: skip
    strata = forms.ChoiceField(
        label=gettext_lazy("Parts of the list"), choices=Strata.choices, required=False, widget=select()
    )
    stages = forms.CharField(
        label=gettext_lazy("Stages"), required=False, max_length=2000, widget=area(4),
        help_text=gettext_lazy("One a line: its name, then its last day as 2026-09-30. May be empty."),
    )  # fmt: skip
    red_days = forms.IntegerField(
        label=gettext_lazy("A finding turns red so many days after its date"), min_value=1, max_value=90,
        initial=7, widget=number(min=1),
    )  # fmt: skip

    def __init__(
        self,
        data: Any,
        *,
        checklists: Iterable[Checklist],
        directives: Iterable[Directive],
        guidance: Iterable[RegisterEntry],
        heads: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.lists = {one.code: one for one in checklists}
        self._choose("checklist", [(code, str(one)) for code, one in self.lists.items()])
        self._choose("directive", [("", "—"), *((one.code, one.title[:80]) for one in directives)])
        self._choose("under", list(heads))
        self._choose("guidance", [("", "—"), *((one.code, one.name) for one in guidance)])

    def clean_stages(self) -> tuple[StageWanted, ...]:
        found = []
        for text in self.cleaned_data["stages"].splitlines():
            if not text.strip():
                continue
            read = STAGE.fullmatch(text)
            day = _day(read[2]) if read else None
            if read is None or day is None:
                words = _("Not understood: “%(line)s”. Write the name, then the last day.")
                raise forms.ValidationError(words % {"line": text})
            found.append(StageWanted(read[1], day))
        return tuple(found)

    def wanted(self, under: str) -> InspectionWanted:
        """`under` is the body where none was chosen."""
        given = self.cleaned_data
        selection = Selection(
            given["under"] or under, tuple(given["kinds"]), tuple(given["levels"]), tuple(given["classes"])
        )
        return InspectionWanted(
            checklist=self.lists[given["checklist"]],
            selection=selection,
            mode=Mode(given["mode"]),
            strata=Strata(given["strata"] or Strata.NONE),
            stages=given["stages"],
            **{name: given[name] for name in SIMPLE},
        )

    @staticmethod
    def shown(inspection: Inspection) -> dict[str, object]:
        """A plan as the form shows it."""
        plain = [name for name in SIMPLE if name not in ("directive", "guidance")]
        stages = "\n".join(f"{one.name} {one.last_day:%Y-%m-%d}" for one in inspection.stages.all())
        return {name: getattr(inspection, name) for name in (*plain, "mode", "strata")} | {
            "checklist": inspection.checklist.code,
            "under": inspection.under.code,
            "directive": inspection.directive.code if inspection.directive else "",
            "guidance": inspection.guidance.code if inspection.guidance else "",
            "kinds": inspection.kinds,
            "levels": inspection.levels,
            "classes": inspection.classes,
            "stages": stages,
        }

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
