"""What a person must look at before publishing, in his language, with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive
from quanjing.directives.queries import doubts_read, spans_of
from quanjing.tasks.forms import FACT_NAMES
from quanjing.tasks.models import Task
from quanjing.tasks.views.document import FACT_KEYS

REASONS = {
    "missing": gettext_lazy("Not found in the text."),
    "no_date": gettext_lazy("No date was found: set one, or confirm that there is none."),
}
PARTS = {"year": gettext_lazy("year"), "month": gettext_lazy("month"), "day": gettext_lazy("day")}


@dataclass(frozen=True, slots=True)
class Doubt:
    """`key` joins it with its place in the text, empty where it has none; `task` is the one it speaks of."""

    fact: str
    name: str
    words: str
    key: str
    task: Task | None = None


def directive_doubts(directive: Directive, tasks: Sequence[Task]) -> list[Doubt]:
    """The open doubts of the frame and of the whole reading, in the order of the text where they have one."""
    numbered = {f"warning.{place}": one for place, one in enumerate(doubts_read(directive.notice), start=1)}
    by_position = {task.position: task for task in tasks}
    found = []
    for fact, code in directive.doubts.items():
        one = numbered.get(fact)
        if one is None or one["code"] != code:
            key = FACT_KEYS.get(fact, "") if spans_of(directive, fact) else ""
            found.append(
                Doubt(fact, str(FACT_NAMES.get(fact, _("Note"))), _reason(directive, fact, code), key)
            )
            continue
        task = by_position.get(one.get("task") or 0)
        place = fact.removeprefix("warning.")
        key = f"w{place}" if one.get("span") else f"t{task.position}" if task else ""
        found.append(Doubt(fact, task.name if task else _("Note"), in_language(one), key, task))
    return found


def _reason(directive: Directive, fact: str, code: str) -> str:
    """The engine's own words for its doubt about a fact, else those for the code."""
    found = (directive.notice.get("facts") or {}).get(fact) or []
    for part in found if isinstance(found, list) else [found]:
        doubt = part.get("doubt") or {}
        if doubt.get("code") == code:
            return in_language(doubt)
    return words_of(code)


def in_language(doubt: dict[str, Any]) -> str:
    return str(doubt["zh" if (get_language() or "").startswith("zh") else "en"])


def words_of(code: str, day: date | None = None) -> str:
    """The reason of a task's doubt in the user's language; an old reading's sentence stands as it is.

    `day` is what was inferred: its year is said, since the dates of this year are shown without one.
    """
    kind, _colon, parts = code.partition(":")
    if kind == "inferred":
        names = PARTS | ({"year": _("year %(year)s") % {"year": day.year}} if day else {})
        named = _(", ").join(str(names[part]) for part in parts.split(",") if part in names)
        return _("Inferred from the date of the notice: %(parts)s. Please confirm.") % {"parts": named}
    return str(REASONS.get(code, code))
