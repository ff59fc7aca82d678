"""Words that no indicator, dimension or criterion may hold: what they would count is no work of a body.

There is no switch to let one pass. `refused.json` holds the words with the reason and what to use instead.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.errors import Problem

APART = re.compile(r"(?<=[\u3400-\u9fff])[\W_]+(?=[\u3400-\u9fff])")
REASONS: Mapping[str, Promise] = {
    "reaction": _("reactions of the public may not be asked for as proof of work"),
    "presence": _("presence and sign-ins may not be counted"),
    "minutes": _("time spent on studying or online may not be counted"),
    "points": _("collected credits may not be counted"),
    "ranking": _("bodies are not put in an order of each other"),
    "photo": _("pictures may not be asked for as proof"),
    "person": _("a body is assessed, never a person"),
}
INSTEAD: Mapping[str, Promise] = {
    "fact_with_link": _("use a fact with a link: advice adopted, services given, exchanges held"),
    "held": _("use what was held, as the record of the activity shows it"),
    "result": _("use what was studied and what came of it: plans done, classes finished"),
    "own_rate": _("use the rate of the body itself, done of what should be"),
    "record": _("use the record itself, its date and its number"),
    "body": _("use what the body did: duties fulfilled, reports given"),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """A word that stands in a text, why it is refused, and what to count instead."""

    word: str
    reason: str
    instead: str

    def __str__(self) -> str:
        words = {"word": self.word, "reason": REASONS[self.reason], "instead": INSTEAD[self.instead]}
        return gettext("“%(word)s” is refused: %(reason)s. Instead, %(instead)s.") % words


def refused(*texts: str) -> list[Refused]:
    """Every refused word of these texts, each once."""
    whole = "\n".join(APART.sub("", unicodedata.normalize("NFKC", text).lower()) for text in texts)
    return [
        Refused(word, rule["reason"], rule["instead"])
        for rule in _rules()
        for word in rule["words"]
        if _stands(word, whole)
    ]


def refusals(where: str, *texts: str) -> list[Problem]:
    """The same as problems of one place."""
    return [Problem(where, str(one)) for one in refused(*texts)]


def _stands(word: str, text: str) -> bool:
    return word in text if not word.isascii() else re.search(rf"\b{re.escape(word)}\b", text) is not None


@cache
def _rules() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("refused.json")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found
