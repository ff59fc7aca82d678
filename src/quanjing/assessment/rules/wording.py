"""Sentences for what the engine says with words and numbers: faults, the reason of a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.assessment.models import Indicator
from quanjing.assessment.scoring import Fault

FAULTS: Mapping[str, Promise] = {
    "grades_missing": gettext_lazy("The scheme needs grades."),
    "grades_twice": gettext_lazy("Grades are given either by bands or by shares, not by both."),
    "grade_twice": gettext_lazy("The grade %(a)s stands twice."),
    "band_empty": gettext_lazy("The band from %(a)s to below %(b)s is empty."),
    "band_gap": gettext_lazy(
        "No grade from %(a)s to below %(b)s: bands must follow each other without a gap."
    ),
    "band_overlap": gettext_lazy("Two grades from %(a)s to below %(b)s: bands must not overlap."),
    "quota_rest": gettext_lazy("Every grade but the last needs a share; the last takes the rest."),
    "quota_share": gettext_lazy("The shares are positive and add up to at most one, not %(a)s."),
    "key_twice": gettext_lazy("This indicator stands twice."),
    "no_leaf": gettext_lazy("The scheme has no line that is judged yet."),
    "too_deep": gettext_lazy("At most %(a)s levels."),
    "empty_branch": gettext_lazy("Nothing stands below this heading: add a line, or say how it is judged."),
    "leaf_with_children": gettext_lazy("What is judged itself has nothing below it."),
    "sum": gettext_lazy("The lines add up to %(a)s instead of %(b)s (class %(c)s %(d)s)."),
    "total": gettext_lazy("A total of at most %(a)s does not go with base and bonus of %(b)s."),
    "floor": gettext_lazy("The floor %(a)s lies between 0 and %(b)s."),
    "weights": gettext_lazy("The weights of the sources add up to %(a)s instead of 1."),
    "conditions": gettext_lazy("So many conditions cannot be met: there are %(a)s."),
    "too_few": gettext_lazy("At least %(a)s are needed."),
    "twice": gettext_lazy("“%(a)s” stands twice."),
    "negative": gettext_lazy("%(a)s is below zero."),
    "falling": gettext_lazy("More must not give less: %(b)s after %(a)s."),
    "not_positive": gettext_lazy("%(a)s must be more than zero."),
    "unknown": gettext_lazy("“%(a)s” is not known here."),
    "fact": gettext_lazy("This fact does not go with this way of judging."),
    "no_fact": gettext_lazy("Which fact is it judged by?"),
    "parameters": gettext_lazy("The numbers of this line are not complete."),
}


def said(fault: Fault) -> str:
    """A fault as a sentence."""
    return str(FAULTS[fault.code]) % dict(zip("abcd", [*fault.numbers, "", "", "", ""], strict=False))


def explained(one: Indicator, rule: tuple[Any, ...], given: Any, *, capped: bool) -> str:
    """Why a line got its marks, as a sentence in the reader's language."""
    if not rule:
        return ""
    sentence = _sentence(one, rule, given)
    return f"{sentence} {_('The cap of the line holds.')}" if capped else sentence


def _sentence(one: Indicator, rule: tuple[Any, ...], given: Any) -> str:
    word, numbers = rule[0], rule[1:]
    if word in PLAIN:
        return str(PLAIN[word])
    if word == "reviews":
        return _reviews(numbers)
    values: dict[str, object] = dict(zip("ab", [*numbers, "", ""], strict=False))
    values["given"] = _given(given)
    if word == "chosen":
        values["a"] = one.options.get(str(numbers[0]), numbers[0])
    if word == "no_denominator":
        word = f"no_denominator_{numbers[0]}"
    return str(RULES[word]) % values


PLAIN: Mapping[str, Promise] = {
    "nothing": gettext_lazy("Nothing was given."),
    "decided": gettext_lazy("Decided on appeal."),
    "clear": gettext_lazy("Did not happen."),
    "veto": gettext_lazy("Happened: a veto."),
}
RULES: Mapping[str, Promise] = {
    "chosen": gettext_lazy("“%(a)s” holds."),
    "below": gettext_lazy("%(given)s is below the first step, %(a)s."),
    "step": gettext_lazy("%(given)s reaches the step from %(a)s on."),
    "met": gettext_lazy("%(a)s of %(b)s conditions are met."),
    "times": gettext_lazy("%(given)s counted, %(a)s for each."),
    "rate": gettext_lazy("%(given)s of the marks."),
    "no_denominator_none": gettext_lazy("There was nothing to be done: no marks."),
    "no_denominator_full": gettext_lazy("There was nothing to be done: full marks."),
    "each": gettext_lazy("%(given)s missing, %(a)s less for each."),
    "mean": gettext_lazy("Mean of %(a)s of %(b)s marks."),
    "weighed": gettext_lazy("%(a)s of %(b)s sources by their weights."),
}
REVIEWED: Mapping[str, Promise] = {
    "two": gettext_lazy("Mean of two reviewers: %(marks)s."),
    "nearest": gettext_lazy("Mean of the two nearest of three reviewers: %(marks)s."),
    "middle": gettext_lazy("The middle one of three reviewers: %(marks)s."),
    "waiting": gettext_lazy("A reviewer is still to give marks."),
    "third": gettext_lazy("The reviewers differ; a third is asked."),
}


def _reviews(numbers: tuple[Any, ...]) -> str:
    return str(REVIEWED[numbers[0]]) % {"marks": " / ".join(str(one) for one in numbers[1:])}


def _given(given: Any) -> str:
    if isinstance(given, list) and len(given) == 2:
        return f"{given[0]} / {given[1]}"
    return str(given)
