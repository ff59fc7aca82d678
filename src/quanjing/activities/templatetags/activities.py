"""What the calendar's templates use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context

from quanjing.activities.models import Activity
from quanjing.activities.queries import Conflict
from quanjing.foundation import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar_query(context: Context, **changes: Any) -> str:
    """The query of the calendar's address with some of it changed; an empty value takes it out."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value.isoformat() if isinstance(value, date) else value
        if query[name] == "":
            del query[name]
    return str(query.urlencode())


@register.filter
def china_time(moment: datetime) -> str:
    """HH:MM in China."""
    return f"{moment.astimezone(clock.CHINA):%H:%M}"


@register.simple_tag
def clashes(conflicts: Mapping[int, list[Conflict]], one: Activity) -> list[Conflict]:
    """The conflicts of an activity."""
    return conflicts.get(one.pk, [])
