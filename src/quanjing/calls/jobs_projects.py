"""Background work on public notices and objections."""

from __future__ import annotations

from typing import Any

from quanjing.calls.actions.notices import tell_notice
from quanjing.calls.actions.objections import forget_objectors
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work


@work("calls.tell_notice")
def tell_of_notice(_progress: Progress, notice: str) -> dict[str, Any]:
    """Tell everybody whom a notice reaches; again, nobody is told twice."""
    return {"told": tell_notice(notice)}


@daily("calls.forget_objectors", at="03:40")
def forget(_progress: Progress, day: str) -> dict[str, Any]:
    """Erase who objected, some time after the decision."""
    return {"day": day, "erased": forget_objectors()}
