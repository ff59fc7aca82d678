"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.assessment import actions
from quanjing.assessment.models import Scheme
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work


@work("assessment.tell")
def tell(progress: Progress, scheme_id: int) -> dict[str, Any]:
    """Tell the bodies of a scheme that it is open or was changed; each is told once."""
    progress.step(0, 1)
    return {"told": actions.tell_addressed(scheme=_scheme(scheme_id))}


@work("assessment.tell_result")
def tell_result(progress: Progress, scheme_id: int) -> dict[str, Any]:
    """Tell the bodies of a scheme that they can read reasons or results; each is told once."""
    progress.step(0, 1)
    return {"told": actions.tell_result(scheme=_scheme(scheme_id))}


@daily("assessment.read_facts", at="02:50")
def read_facts(progress: Progress, day: str) -> dict[str, Any]:
    """Read the facts of schemes that are open again."""
    progress.step(0, 1)
    return {"day": day, "bodies": actions.read_open_facts()}


def _scheme(pk: int) -> Scheme:
    return Scheme.objects.select_related("organization").get(pk=pk)
