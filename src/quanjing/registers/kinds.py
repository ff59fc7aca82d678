"""Entries as the search finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries import visible_to


def _facts(entry: RegisterEntry) -> Facts:
    day = entry.changed_at.astimezone(clock.CHINA).date()
    return Facts(f"{entry.kind.name_zh} {entry.name}", entry.words, entry.organization_id, day, entry.code)


def _seen(actor: Actor) -> Q:
    return Q(object_id__in=visible_to(actor).order_by().values("pk"))


def _to_entry(_actor: Actor, document: Any) -> str:
    return reverse("register_entry", args=[document.code])


ENTRIES = Findable(
    "register_entry",
    _("entry of a register"),
    60,
    lambda: RegisterEntry.objects.filter(accepted__isnull=False).select_related("kind"),
    _facts,
    _seen,
    _to_entry,
)
