"""The timetable of a class for a calendar programme."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from quanjing.foundation import clock
from quanjing.study.enums import ClassState
from quanjing.study.models import TrainingClass


def class_ics(*, training_class: TrainingClass) -> bytes:
    """Its sessions, under the same keys when they move. The caller has authorized the reader."""
    calendar = Calendar()
    calendar.add("prodid", "-//Quanjing//study//ZH")
    calendar.add("version", "2.0")
    address = settings.BASE_URL.rstrip("/") + reverse("class_page", args=[training_class.code])
    for session in training_class.sessions.all():
        event = Event()
        event.add("uid", f"class-{training_class.code}-{session.pk}@quanjing")
        event.add("summary", f"{training_class.title}: {session.topic}")
        event.add("dtstart", session.starts_at.astimezone(UTC))
        event.add("dtend", session.ends_at.astimezone(UTC))
        event.add("dtstamp", clock.now())
        event.add("location", session.place or training_class.place)
        event.add("sequence", training_class.version)
        off = training_class.state == ClassState.CANCELLED
        event.add("status", "CANCELLED" if off else "CONFIRMED")
        event.add("url", address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
