"""The working page of a manuscript over 1 900 suggestions of 200 societies, written into twelve points.

The floor is the same page over thirty suggestions: what grows with the pool is what the page costs too much.
Whole requests of the officer, session and template included: the first page, a later one, a filter by tag,
unused ones, and two words.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import harness
from database import fresh

BARS = {"p95 ms": 300.0, "pool of 1 900 to one of 30": 4.0}
ENTRIES, SMALL, POINTS, TAGS = 1_900, 30, 12, 8
ROUNDS = 12
SIGNS = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]


def main() -> int:
    options = harness.arguments(__doc__)
    rounds = 4 if options.quick else ROUNDS
    with fresh(options.database_url) as vendor:
        from quanjing.cli.verbs.serve import collect_static

        collect_static()  # pages name their files with a digest
        officer, tasks = made()
        large, small = (compiled(officer, task) for task in tasks)
        settle()
        ask = reader()
        places = ["", "?page=40", "?unused=yes", f"?tag={large.tags.first().pk}", "?q=建议 经费"]
        ask(large, "")
        seconds = [
            harness.timed(lambda place=place: ask(large, place)) for _ in range(rounds) for place in places
        ]
        floor = [harness.timed(lambda: ask(small, "")) for _ in range(rounds * 2)]
    whole, little = harness.Timing(tuple(seconds)), harness.Timing(tuple(floor))
    figures = {
        "p95 ms": 1000 * sorted(seconds)[int(len(seconds) * 0.95)],
        "pool of 1 900 to one of 30": whole.median / little.median,
    }
    rows = {f"{ENTRIES} suggestions": whole, f"{SMALL} suggestions": little}
    return harness.report(f"the page of a manuscript on {vendor}", rows, figures, BARS, options.check)


def settle() -> None:
    """What the database does by itself within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def reader() -> Callable[[object, str], None]:
    """One officer's browser; a page that is not there ends the run."""
    from django.test import Client

    from quanjing.accounts.models import User

    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(User.objects.get(username="bench"), backend=backend)

    def ask(compilation: object, query: str) -> None:
        answer = client.get(f"/manuscripts/{compilation.code}/{query}", HTTP_HOST="localhost")
        assert answer.status_code == 200, answer.status_code

    return ask


def made() -> tuple[object, list[object]]:
    """An officer and two tasks of one directive, the first answered by many, the second by few."""
    from quanjing.directives.models import Directive
    from quanjing.foundation import clock
    from quanjing.sheets.models import Block, Field, SheetTemplate
    from quanjing.tasks.models import Task
    from world import directive_with_tasks, nation

    dice, officer = random.Random(3), nation(200)
    directive = directive_with_tasks(officer, tasks=2)
    Directive.objects.update(state="published")
    template = SheetTemplate.objects.create(title="建议", created_at=clock.now())
    block = Block.objects.create(template=template, position=1, key="b1", label="建议", repeat=True)
    for place, (key, kind) in enumerate((("name", "text"), ("text", "longtext"))):
        Field.objects.create(block=block, position=place, key=key, label=key, type=kind)
    tasks = list(Task.objects.filter(directive=directive).order_by("position"))
    for task, count in zip(tasks, (ENTRIES, SMALL), strict=True):
        task.blocks.add(block)
        send(task, block, count, dice)
    return officer, tasks


def send(task: object, block: object, count: int, dice: random.Random) -> None:
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization
    from quanjing.submissions.models import Entry, Submission
    from quanjing.tasks.models import Assignment

    now, units = clock.now(), list(Organization.objects.filter(depth=3))
    given = Assignment.objects.bulk_create(
        Assignment(task=task, organization=unit, directive=task.directive, changed_at=now) for unit in units
    )
    sent = Submission.objects.bulk_create(
        Submission(assignment=one, version=1, state="accepted", submitted_at=now) for one in given
    )
    texts = ("建议" + "".join(dice.choices(SIGNS, k=300)) + "经费" for _ in range(count))
    Entry.objects.bulk_create(
        Entry(
            submission=sent[place % len(sent)],
            block=block,
            row=place // len(sent) + 1,
            values={"name": f"某{place}", "text": text},
            state="accepted",
        )
        for place, text in enumerate(texts)
    )


def compiled(officer: object, task: object) -> object:
    """Half of the entries stand behind points, each has a tag."""
    from quanjing.manuscripts.actions import add_point, open_compilation, tag_entries
    from quanjing.submissions.models import Entry

    block = task.blocks.get()
    choice = [f"{task.code}.{block.pk}"]
    made = open_compilation(actor=officer, directive=task.directive, title="汇编", choices=choice)
    found = Entry.objects.filter(submission__assignment__task=task).order_by("pk")
    codes = list(found.values_list("code", flat=True))
    for place in range(TAGS):
        tag_entries(actor=officer, compilation=made, name=f"主题{place}", entries=codes[place::TAGS])
    used = codes[: len(codes) // 2]
    for place in range(POINTS):
        add_point(actor=officer, compilation=made, title=f"要点{place}", entries=used[place::POINTS])
    return made


if __name__ == "__main__":
    harness.stop(main())
