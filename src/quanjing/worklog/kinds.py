"""Own entries of the work log as the search finds them; all others are found where they come from."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.organizations.queries import in_scope
from quanjing.worklog.models import LogEntry


def _facts(thing: LogEntry) -> Facts:
    return Facts(thing.matter, f"{thing.result}\n{thing.reference}", thing.organization_id, thing.day)


def _seen(actor: Actor) -> Q:
    return in_scope(actor, "organization__")


def _to_day(_actor: Actor, document: Any) -> str:
    return f"{reverse('worklog_page')}?day={document.on:%Y-%m-%d}&under={document.organization.code}"


ENTRIES = Findable(
    "log_entry", _("entry of the work log"), 56, lambda: LogEntry.objects.filter(removed_at=None), _facts,
    _seen, _to_day,
)  # fmt: skip
