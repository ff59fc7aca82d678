"""What apps above know of a report and show beside it: remarks for a reader, a check for its author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # apps register before there are models
    from quanjing.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Remark:
    """One line on the page of a submission with where more of it stands."""

    text: str
    link: str


Remarks = Callable[["Submission"], list[Remark]]

_remarks: list[Remarks] = []
_text_checks: list[str] = []


def register_remarks(provider: Remarks) -> None:
    """Called once by each app, when it is ready."""
    if provider not in _remarks:
        _remarks.append(provider)


def remarks(submission: Submission) -> list[Remark]:
    """What every provider has to say on a submission, to whoever may see it."""
    return [remark for provider in _remarks for remark in provider(submission)]


def register_text_check(url_name: str) -> None:
    """The page that looks at the texts of a draft when its author asks: POST with the directive's code."""
    if url_name not in _text_checks:
        _text_checks.append(url_name)


def text_checks() -> list[str]:
    """The url names of the checks that an author may ask for."""
    return list(_text_checks)
