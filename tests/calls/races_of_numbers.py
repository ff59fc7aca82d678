"""What several processes do at once in test_races_of_numbers."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from quanjing.accounts.models import User
from quanjing.calls.actions.beginning import TopicFacts, begin_topic, project_numbers
from quanjing.calls.actions.numbers import take_numbers
from quanjing.calls.enums import Series
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for

TURNS = 5


def prepare() -> str:
    """One body with an officer."""
    body = Organization.add_root(name="示例科协", kind=Kind.ASSOCIATION, level=Level.PROVINCIAL, number="1")
    holder = User.objects.create(username="officer", name="林知远")
    Post.objects.create(organization=body, title="专员", role=Role.OFFICER, holder=holder)
    return "prepared"


def begin() -> str:
    """Begin several topics, and name their numbers."""
    officer = actor_for(Post.objects.select_related("organization", "holder").get())
    facts = TopicFacts("调研", "林知远", "怎样做。", date(2026, 9, 3), date(2026, 12, 31))
    return " ".join(begin_topic(actor=officer, facts=facts).number for _turn in range(TURNS))


def certify() -> str:
    """Take numbers of certificates, three at a time."""
    body = Organization.objects.get()
    found: list[str] = []
    for _turn in range(TURNS):
        with transaction.atomic():
            _year, places = take_numbers(body.pk, Series.HONOURS, 3)
            found += [str(place) for place in places]
    return " ".join(found)


def next_project() -> str:
    with transaction.atomic():
        return project_numbers(Organization.objects.get(), 1)[0]
