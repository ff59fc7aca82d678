"""The lines of a paper on a page that says what it is drawn from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from quanjing.quiz.forms import LineForms, lines_of
from quanjing.quiz.models import Contest

__all__ = ["line_forms", "lines_of"]


def line_forms(request: HttpRequest, contest: Contest | None) -> Any:
    """The lines as they were sent, else those of the contest."""
    rows = [] if contest is None else list(contest.lines.values("topic", "difficulty", "number", "points"))
    return LineForms(request.POST or None, initial=rows, prefix="lines")
