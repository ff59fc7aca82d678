"""An indicator as the desk types it: what every one has, and the numbers of its pattern."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.assessment.actions import IndicatorWanted
from quanjing.assessment.enums import PatternKind, Source
from quanjing.assessment.models import Indicator
from quanjing.assessment.queries import suits
from quanjing.assessment.scoring import NotExact, exact
from quanjing.foundation.fields import Taking, area, line, number, select, tick, ticks
from quanjing.foundation.figures import figures
from quanjing.organizations.enums import SocietyClass


def _number(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, max_digits=8, decimal_places=2, widget=number(step="0.01")
    )


def _lines(label: Any, help_text: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=area(rows), max_length=5000)


MOST = gettext_lazy("Marks at most")
FIELDS: Mapping[str, Callable[[], dict[str, forms.Field]]] = {
    "": lambda: {"most": _number(gettext_lazy("What stands below adds up to at most"), required=False)},
    PatternKind.CHOICE: lambda: {
        "options": _lines(
            gettext_lazy("Statements"), gettext_lazy("One a line: the statement, then its marks.")
        )
    },
    PatternKind.THRESHOLD: lambda: {
        "steps": _lines(
            gettext_lazy("Steps of the ladder"),
            gettext_lazy("One a line: from which number on, then the marks."),
        )
    },
    PatternKind.CONDITIONS: lambda: {
        "conditions": _lines(gettext_lazy("Conditions"), gettext_lazy("One a line.")),
        "by_count": _lines(
            gettext_lazy("Marks by how many are met"),
            gettext_lazy("One a line: how many, then the marks."), 3,
        ),
    },
    PatternKind.COUNT: lambda: {"unit": _number(gettext_lazy("Marks for each")), "most": _number(MOST)},
    PatternKind.RATE: lambda: {
        "most": _number(MOST),
        "zero": forms.ChoiceField(
            label=gettext_lazy("Where there was nothing to be done"), widget=select(),
            choices=[("none", gettext_lazy("no marks")), ("full", gettext_lazy("full marks"))],
        ),
    },
    PatternKind.DEDUCTION: lambda: {
        "start": _number(gettext_lazy("Marks to begin with")),
        "each": _number(gettext_lazy("Less for each")),
        "floor": _number(gettext_lazy("Never below")),
    },
    PatternKind.VETO: lambda: {
        "effect": forms.ChoiceField(
            label=gettext_lazy("What follows"), widget=select(),
            choices=[
                ("zero", gettext_lazy("the total is zero")), ("lowest", gettext_lazy("the lowest grade")),
            ],
        )
    },
    PatternKind.PANEL: lambda: {
        "most": _number(MOST),
        "trim": forms.IntegerField(
            label=gettext_lazy("So many of the highest and lowest are left out"), min_value=0, max_value=5,
            initial=0, widget=number(min=0),
        ),
    },
    PatternKind.COMPOSITE: lambda: {
        "most": _number(MOST),
        "out_of": _number(gettext_lazy("Each source is out of")),
        "weights": _lines(
            gettext_lazy("Sources"), gettext_lazy("One a line: the source, then its weight, such as 0.4.")
        ),
    },
}  # fmt: skip


class LineForm(Taking):
    """The fields of one pattern; without one it is a heading."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=120, widget=line())
    definition = forms.CharField(
        label=gettext_lazy("What counts, and what shows it"), max_length=500, required=False, widget=area(2)
    )

    def __init__(self, *args: Any, pattern: str, tiers: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pattern, self.tiers = pattern, tiers
        self.fields.update({f"p-{name}": one for name, one in FIELDS[pattern]().items()})
        if pattern:
            self._of_a_line(pattern)
        self.fields["is_bonus"] = forms.BooleanField(
            label=gettext_lazy("Bonus, beside the base"), required=False, widget=tick()
        )

    def _of_a_line(self, pattern: str) -> None:
        facts = [(one.code, one.label) for one in figures() if suits(pattern, one) and one.link is not None]
        sources = [(value, label) for value, label in Source.choices if facts or value != Source.FACT]
        self.fields["source"] = forms.ChoiceField(
            label=gettext_lazy("Judged by"), choices=sources, widget=select()
        )
        if facts:
            self.fields["fact"] = forms.ChoiceField(
                label=gettext_lazy("Which fact"), choices=[("", "—"), *facts], required=False, widget=select()
            )
        self.fields["needs_evidence"] = forms.BooleanField(
            label=gettext_lazy("Needs evidence where anything is claimed"), required=False, widget=tick()
        )
        self.fields["only_classes"] = forms.TypedMultipleChoiceField(
            label=gettext_lazy("Only for these classes (none: all)"), choices=SocietyClass.choices,
            coerce=int, required=False, widget=ticks(),
        )  # fmt: skip
        if self.tiers:
            self.fields["only_tiers"] = forms.MultipleChoiceField(
                label=gettext_lazy("Only for these tiers (none: all)"), required=False, widget=ticks(),
                choices=[(one["key"], one["label"]) for one in self.tiers],
            )  # fmt: skip
        self.fields["weights"] = forms.CharField(
            label=gettext_lazy("Other weights"), required=False, widget=area(2),
            help_text=gettext_lazy("One a line: the name of a class or tier, then the factor, such as 0.5."),
        )  # fmt: skip

    def wanted(self, before: Indicator | None = None) -> IndicatorWanted:
        """What was typed. Raises ValueError with the line that is not understood."""
        given = self.cleaned_data
        numbers = {name[2:]: value for name, value in given.items() if name.startswith("p-")}
        most = numbers.get("most") if not self.pattern else None
        parameters, options = self._parameters(numbers, before.options if before else {})
        only = {"classes": given.get("only_classes") or [], "tiers": given.get("only_tiers") or []}
        return IndicatorWanted(
            label=given["label"], definition=given["definition"], pattern=self.pattern,
            parameters=parameters, options=options, source=given.get("source") or Source.UNIT,
            fact=given.get("fact") or "", most=most, is_bonus=given["is_bonus"],
            needs_evidence=given.get("needs_evidence", False), only=only if any(only.values()) else {},
            weights=self._weights(given.get("weights") or ""),
        )  # fmt: skip

    def _parameters(
        self, numbers: dict[str, Any], known: Mapping[str, str]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        keys = _Keys(known)
        pattern = self.pattern
        if pattern == PatternKind.CHOICE:
            found = [(keys.of(words), marks) for words, marks in _pairs(numbers["options"])]
            return {"options": found}, keys.used
        if pattern == PatternKind.COMPOSITE:
            weights = [(keys.of(words), weight) for words, weight in _pairs(numbers["weights"])]
            return {**_plain(numbers, "most", "out_of"), "weights": weights}, keys.used
        if pattern == PatternKind.CONDITIONS:
            names = [keys.of(one.strip()) for one in numbers["conditions"].splitlines() if one.strip()]
            met = [(int(exact(count)), marks) for count, marks in _pairs(numbers["by_count"])]
            return {"conditions": names, "by_count": met}, keys.used
        if pattern == PatternKind.THRESHOLD:
            return {"steps": [(str(exact(at)), marks) for at, marks in _pairs(numbers["steps"])]}, {}
        return (_plain(numbers, *numbers), {}) if pattern else ({}, {})

    def _weights(self, text: str) -> list[Any]:
        classes = {str(one.label): one.value for one in SocietyClass}
        tiers = {one["label"]: one["key"] for one in self.tiers}
        found = []
        for words, factor in _pairs(text):
            if words not in classes and words not in tiers:
                raise ValueError(words)
            group = {
                "classes": [classes[words]] if words in classes else [],
                "tiers": [tiers[words]] if words in tiers else [],
            }
            found.append([group, factor])
        return found

    def shown(self, one: Indicator) -> dict[str, Any]:
        """An indicator as the form shows it."""
        labels = {str(each.value): str(each.label) for each in SocietyClass}
        labels |= {each["key"]: each["label"] for each in self.tiers}
        weights = [
            f"{labels.get(str((group['classes'] or group['tiers'])[0]), '')} {factor}"
            for group, factor in one.weights
        ]
        values: dict[str, Any] = {
            "label": one.label, "definition": one.definition, "is_bonus": one.is_bonus, "source": one.source,
            "fact": one.fact, "needs_evidence": one.needs_evidence,
            "only_classes": one.only.get("classes", []), "only_tiers": one.only.get("tiers", []),
            "weights": "\n".join(weights), "p-most": one.most,
        }  # fmt: skip
        return values | {f"p-{name}": _shown(one, value) for name, value in one.parameters.items()}


class _Keys:
    """Keys for words; a word that was there keeps its key, so that answers stay right."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = {words: key for key, words in known.items()}
        self.used: dict[str, str] = {}

    def of(self, words: str) -> str:
        taken = {*self.known.values(), *self.used}
        free = next(f"o{number}" for number in range(1, 1000) if f"o{number}" not in taken)
        key = self.known.get(words, free)
        self.used[key] = words
        return key


def _pairs(text: str) -> list[tuple[str, str]]:
    """Lines of words and a number. Raises ValueError with a line that is none."""
    found = []
    for each in text.splitlines():
        if not each.strip():
            continue
        words, _space, last = each.strip().replace("\u3000", " ").rpartition(" ")
        try:
            found.append((words.strip(), str(exact(last))))
        except NotExact as error:
            raise ValueError(each) from error
        if not words.strip():
            raise ValueError(each)
    return found


def _plain(numbers: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {
        name: f"{numbers[name]:f}" if isinstance(numbers[name], Decimal) else numbers[name] for name in names
    }


def _shown(one: Indicator, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    lines = []
    for each in value:
        if isinstance(each, str):
            lines.append(one.options.get(each, each))
        else:
            lines.append(f"{one.options.get(str(each[0]), each[0])} {each[1]}")
    return "\n".join(lines)


def not_understood(error: ValueError) -> str:
    return _("Not understood: “%(line)s”. Write the words, then the number.") % {"line": error}
