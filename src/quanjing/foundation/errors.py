"""Named errors that actions raise and edges show; each knows its HTTP status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Message = str | Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `where` is a dotted place such as "header.filler" or a row number."""

    where: str
    message: Message


class QuanjingError(Exception):
    """Base of all named errors; `message` is shown to the user in his language."""

    status = 400
    code = "error"
    message: Message = _("This cannot be done.")

    def __init__(self, message: Message | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(str(self.code))

    def __str__(self) -> str:
        return str(self.message)


class SignInRequired(QuanjingError):
    status = 401
    code = "sign_in_required"
    message = _("Please sign in.")


class Denied(QuanjingError):
    status = 403
    code = "denied"
    message = _("Your post does not allow this.")


class Missing(QuanjingError):
    status = 404
    code = "missing"
    message = _("There is nothing here that you may see.")


class Invalid(QuanjingError):
    """Input that cannot be accepted; `problems` names each place."""

    status = 422
    code = "invalid"
    message = _("Some entries need attention.")

    def __init__(self, problems: Sequence[Problem] = (), message: Message | None = None) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class Conflict(QuanjingError):
    """Somebody else was faster. `theirs` and `yours` hold the fields that differ."""

    status = 409
    code = "conflict"
    message = _("Somebody else changed this in the meantime; both versions are shown.")

    def __init__(
        self,
        message: Message | None = None,
        *,
        theirs: Mapping[str, object] | None = None,
        yours: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.theirs = dict(theirs or {})
        self.yours = dict(yours or {})


class WrongState(QuanjingError):
    """The thing is not in a state in which this can be done."""

    status = 409
    code = "wrong_state"
    message = _("This is no longer possible in its present state.")
