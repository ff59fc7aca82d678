"""What templates of every app use: states, dates, lists, problems."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.dateformat import format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from quanjing.foundation import clock
from quanjing.foundation.colours import Colour, colour_at
from quanjing.foundation.colours import cn_day as cn_day  # others take it from here
from quanjing.foundation.errors import Problem
from quanjing.foundation.paging import Page

register = template.Library()


@register.simple_tag
def non_secret_notice() -> str:
    """The sentence that stands on every page and at every upload."""
    return _("This system is not for classified matter: never enter or upload state secrets.")


@register.inclusion_tag("foundation/state.html")
def state_chip(state: Any, label: str = "", pill: bool = False) -> dict[str, object]:
    """Glyph and word of a state: an enum member with a label, or its value with the word given."""
    return {
        "state": str(state),
        "glyph": str(state),
        "label": label or getattr(state, "label", str(state)),
        "pill": pill,
    }


@register.inclusion_tag("foundation/state.html")
def deadline_chip(due_at: datetime | None, done: bool = False, awaited: str = "") -> dict[str, object]:
    """The deadline of a task with the days left: blue near, amber behind, red overdue.

    `awaited` says what a deadline without a day waits for.
    """
    if due_at is None:
        return {"state": "due", "glyph": "near", "label": awaited or _("no deadline"), "pill": True}
    moment = cn_moment(due_at)
    left = (cn_day(due_at) - clock.today()).days
    if done:
        return {
            "state": "due",
            "glyph": "near",
            "label": _("due %(moment)s") % {"moment": moment},
            "pill": True,
        }
    colour = colour_at(due_at, clock.now())
    if colour == Colour.RED:
        days = max((clock.today() - cn_day(due_at)).days, 1)
        words = ngettext("%(count)d day overdue", "%(count)d days overdue", days) % {"count": days}
    else:
        words = ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    state, glyph = colour or "due", colour or Colour.BLUE
    return {"state": state, "glyph": glyph, "label": f"{moment} · {words}", "pill": True}


@register.filter
def cn_date(day: date | None) -> str:
    """9月15日, in another year 2027年9月15日; 15 Sep."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = day.astimezone(clock.CHINA).date()
    form = pgettext("this year", "j M") if day.year == clock.today().year else pgettext("other year", "j M Y")
    return format(day, form)


@register.filter
def cn_moment(moment: datetime | None) -> str:
    """The day and HH:MM in China; midnight is 24:00 of the day that it ends."""
    if moment is None:
        return ""
    local = moment.astimezone(clock.CHINA)
    time = "24:00" if (local.hour, local.minute, local.second) == (0, 0, 0) else f"{local:%H:%M}"
    return f"{cn_date(cn_day(moment) if time == '24:00' else local.date())} {time}"


@register.simple_tag
def sort_link(page: Page[Any], sort: str, label: str) -> SafeString:
    """A column head that sorts; the current one is marked."""
    query = QueryDict(page.query, mutable=True)
    query["sort"] = sort
    mark = format_html(' aria-current="{}"', "true") if page.sort == sort else ""
    return format_html('<a href="?{}"{}>{}</a>', query.urlencode(), mark, label)


@register.inclusion_tag("foundation/pager.html")
def pager(page: Page[Any]) -> dict[str, object]:
    return {"page": page}


@register.inclusion_tag("foundation/problems.html")
def field_errors(problems: Iterable[Problem] | None, where: str = "") -> dict[str, object]:
    """The problems of one place (or all, without `where`)."""
    found = [problem for problem in problems or () if not where or problem.where == where]
    return {"problems": found, "id": f"problem-{where.replace('.', '-')}" if where else ""}
