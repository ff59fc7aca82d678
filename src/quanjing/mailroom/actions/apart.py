"""Reading a mail in a process of its own: one that was in hand when a worker ended may have ended it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.foundation import clock
from quanjing.mailroom.enums import Fate
from quanjing.mailroom.models import IncomingMail

MOST_DEATHS = 3  # processes that a mail may end before it is set aside
PATIENCE = 120.0  # seconds that reading one mail may take


def command(pk: int) -> list[str]:
    """What reads one mail (`mailroom.management`)."""
    return [sys.executable, "-m", "django", "read_mail", str(pk)]


def read_apart(pk: int) -> None:
    """Read a mail in a process of its own; one that has ended several of them is set aside, with the reason.

    A worker that is itself ended in the meantime counts nothing: the process goes on, or another begins.
    """
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": str(settings.SETTINGS_MODULE)}
    silent = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command(pk), env=environment, stdin=silent, stdout=silent, timeout=PATIENCE, check=False
        )
        code: int | None = done.returncode
    except subprocess.TimeoutExpired:
        code = None
    if code is None or code < 0:  # any other end is trouble around the mail, such as a database that is away
        _count_death(pk, code)


def fail(pk: int, reason: str) -> None:
    """The mail could not be read; what it was kept as stays. Part of reading."""
    IncomingMail.objects.filter(pk=pk, fate=Fate.ARRIVED).update(
        fate=Fate.FAILED, reason=reason[:500], decided_at=clock.now()
    )


def _count_death(pk: int, code: int | None) -> None:
    mine = IncomingMail.objects.filter(pk=pk, fate=Fate.ARRIVED)
    with override(settings.LANGUAGE_CODE):
        why = _("Reading it ended the program: %(how)s.") % {"how": _how(code)}
    mine.update(deaths=F("deaths") + 1, reason=why)
    if mine.filter(deaths__gte=MOST_DEATHS).exists():
        fail(pk, why)


def _how(code: int | None) -> str:
    if code is None:
        return _("it took longer than %(seconds)s seconds") % {"seconds": round(PATIENCE)}
    return signal.Signals(-code).name
