"""Minutes of an activity in the official layout."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import document_from, facts_from, official_docx
from quanjing.activities.models import Activity
from quanjing.foundation import clock


def minutes_docx(*, activity: Activity) -> bytes:
    """The record as minutes (docx) with what it says and nothing else; a text of the office.

    The caller has authorized the reader. Nothing is written, so nothing is recorded.
    """
    with override(settings.LANGUAGE_CODE):
        day = formatted(activity.starts_at.astimezone(clock.CHINA), _("j M Y H:i"))
        where = _(" at %(place)s") % {"place": activity.place} if activity.place else ""
        opening = _("On %(day)s %(body)s held%(where)s: %(name)s") % {
            "day": day, "body": activity.organization.name, "where": where, "name": activity.name,
        }  # fmt: skip
        facts = facts_from(
            {
                "kind": "minutes",
                "agency": activity.organization.name,
                "subject": activity.name,
                "number": activity.number,
                "reason": opening,
                "items": [{"name": name, "points": points} for name, points in _sections(activity)],
                "attendance": [{"label": name, "names": names} for name, names in _attendance(activity)],
                "closing": " ",
                "printed_by": activity.organization.name,
                "printed_on": (activity.written_at or clock.now()).astimezone(clock.CHINA).date().isoformat(),
            }
        )
        title = _("Minutes: %(name)s") % {"name": activity.name}
        return official_docx(replace(document_from(facts), title=title))


def _sections(activity: Activity) -> list[tuple[str, list[str]]]:
    parts = [
        (_("Agenda"), activity.agenda),
        (_("What was studied"), activity.studied),
        (_("Decisions"), activity.decisions),
    ]
    return [(name, lines) for name, text in parts if (lines := _lines(text))]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _attendance(activity: Activity) -> list[tuple[str, str]]:
    persons = [
        (_("Chair"), activity.chair), (_("Recorder"), activity.recorder), (_("Speaker"), activity.speaker)
    ]  # fmt: skip
    numbers = [
        (_("Expected"), activity.expected),
        (_("Present"), activity.present),
        (_("Online"), activity.online),
        (_("Absent"), activity.absent or None),
    ]
    counted = [
        (name, _("%(count)d persons") % {"count": count}) for name, count in numbers if count is not None
    ]
    return [(name, text) for name, text in persons if text] + counted
