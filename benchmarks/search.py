"""Search among 100 000 reports: the first twenty for an officer who sees all and for a unit with its own.

The floor is the bare index of the database, without permission and without rows of results. Half of the
questions have one word, half have two; frequent and rare words are mixed. Then the twenty most frequent words
alone, as the officer.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date

import harness
from database import fresh

BARS = {"officer median ms": 150.0, "officer p95 ms": 400.0, "unit p95 ms": 400.0, "frequent p95 ms": 400.0}
DOCUMENTS, QUICK = 100_000, 5_000
QUESTIONS = 60
SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]


def main() -> int:
    options = harness.arguments(__doc__)
    size = QUICK if options.quick else DOCUMENTS
    dice = random.Random(3)
    words = ["".join(dice.choices(SIGNS, k=2)) for _ in range(4_000)]
    weights = [1 / (place + 1) for place in range(len(words))]
    with fresh(options.database_url) as vendor:
        officer, unit = filled(size, dice, words, weights)
        asked = [" ".join(dice.choices(words[:800], k=1 + place % 2)) for place in range(QUESTIONS)]
        seen = {"officer": times(officer, asked), "unit": times(unit, asked)}
        seen["frequent"] = times(officer, words[:20])
        bare = [bare_hit(question) for question in asked]
    rows = {f"{name}, first twenty": harness.Timing(tuple(found)) for name, found in seen.items()}
    rows["the bare index"] = harness.Timing(tuple(bare))
    figures = {
        f"{name} {what} ms": 1000 * value
        for name, found in seen.items()
        for what, value in (("median", statistics.median(found)), ("p95", p95(found)))
    }
    return harness.report(f"search among {size} documents on {vendor}", rows, figures, BARS, options.check)


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def times(actor: object, asked: list[str]) -> list[float]:
    from quanjing.search.queries import Narrowed, find

    return [harness.timed(lambda question=question: find(actor, question, Narrowed())) for question in asked]


def bare_hit(question: str) -> float:
    from django.db import connection

    from quanjing.search.matching import asked

    words = asked(question)
    with connection.cursor() as cursor:
        start = time.perf_counter()
        if connection.vendor == "postgresql":
            statement = "SELECT count(*) FROM search_document WHERE vector @@ plainto_tsquery('simple', %s)"
            cursor.execute(statement, [" ".join(words)])
        else:
            statement = "SELECT count(*) FROM search_words WHERE search_words MATCH %s"
            cursor.execute(statement, [" ".join(f'"{word}"' for word in words)])
        cursor.fetchall()
        return time.perf_counter() - start


def filled(size: int, dice: random.Random, words: list[str], weights: list[float]) -> tuple[object, object]:
    """An officer at the top and a unit's handler; each of 1 000 units sent its share of the texts."""
    from quanjing.accounts.models import User
    from quanjing.foundation import clock
    from quanjing.organizations.enums import Role
    from quanjing.organizations.models import Organization, Post
    from quanjing.organizations.queries import actor_for
    from quanjing.submissions.models import Submission
    from quanjing.tasks.models import Assignment, Task
    from world import directive_with_tasks, nation

    officer = nation(1_000)
    directive = directive_with_tasks(officer, tasks=1)
    units = list(Organization.objects.filter(depth=3))
    task, now = Task.objects.get(), clock.now()
    given = Assignment.objects.bulk_create(
        Assignment(task=task, organization=unit, directive=directive, changed_at=now) for unit in units
    )
    sent = Submission.objects.bulk_create(
        Submission(assignment=one, version=1, state="submitted", submitted_at=now) for one in given
    )
    holder = User.objects.create(username="handler", name="handler")
    Post.objects.create(organization=units[0], title="handler", role=Role.HANDLER, holder=holder)
    index(size, sent, dice, words, weights)
    post = Post.objects.select_related("organization", "holder").get(organization=units[0])
    return officer, actor_for(post)


def index(size: int, sent: list[object], dice: random.Random, words: list[str], weights: list[float]) -> None:
    from django.db import connection, transaction

    from quanjing.search import actions
    from quanjing.search.models import Document

    for start in range(0, size, 5_000):
        with transaction.atomic():
            made = list(documents(start, min(5_000, size - start), sent, dice, words, weights))
            actions.write_words(Document.objects.bulk_create(made))
    with connection.cursor() as cursor:
        # as the database does by itself within minutes
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def documents(
    start: int, count: int, sent: list[object], dice: random.Random, words: list[str], weights: list[float]
) -> Iterator[object]:
    from quanjing.search.models import Document

    for place in range(start, start + count):
        one = sent[place % len(sent)]
        yield Document(
            kind="entry", object_id=place, organization_id=one.assignment.organization_id,
            directive_id=one.assignment.directive_id, submission=one, code=one.code,
            on=date(2020 + place % 7, 1 + place % 12, 1 + place % 28),
            title="".join(dice.choices(words, weights, k=4)),
            text="".join(dice.choices(words, weights, k=150)),
        )  # fmt: skip


if __name__ == "__main__":
    harness.stop(main())
