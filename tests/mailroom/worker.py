"""What a worker of the mail room does in a process of its own, to be killed.

`python -m tests.mailroom.worker VERB` is such a process; it reads one mail alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from typing import Any

import django


def prepare(units: int) -> dict[str, object]:
    """A notice with its items at many societies, each with a handler; what mails need to know."""
    from quanjing.foundation import clock
    from quanjing.notify.rules import address_for, signed
    from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
    from quanjing.organizations.models import Organization
    from quanjing.tasks.models import Assignment
    from tests.submissions.conftest import OPENS, make_scene
    from tests.world import build_world, person, post

    with clock.frozen(OPENS):
        world = build_world()
        scene = make_scene(world)
    facts = []
    tasks = [scene.plan, scene.leaders, scene.young, scene.advice]
    for number in range(units):
        unit = Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省第{number:04d}学会",
            kind=Kind.SOCIETY,
            level=Level.PROVINCIAL,
            society_class=SocietyClass.MEDICINE,
            number=f"5{number:04d}",
        )
        post(unit, "经办人", Role.HANDLER, person(f"unit{number}", f"经办{number}"))
        rows = [
            Assignment(task=task, organization=unit, directive=scene.directive, changed_at=OPENS)
            for task in tasks
        ]
        for row in Assignment.objects.bulk_create(rows):
            facts.append(
                {
                    "society": unit.name,
                    "sender": f"unit{number}@example.org",
                    "task": row.task.name,
                    "title": scene.directive.title,
                    "number": scene.directive.doc_number,
                    "plus": address_for(row.code),
                    "reference": signed(row.code),
                }
            )
    return {"facts": facts}


def work() -> dict[str, object]:
    """Look, read, send until nothing is left."""
    from quanjing.foundation import clock
    from quanjing.mailroom.actions import apart, look, read_waiting
    from quanjing.notify.actions import send_waiting
    from tests.submissions.conftest import OPENS

    apart.command = lambda pk: [sys.executable, "-m", "tests.mailroom.worker", "alone", str(pk)]
    _poison()
    started = time.perf_counter()
    read = 0
    print("working", flush=True)
    with clock.frozen(OPENS):
        while look() + (now := read_waiting(lambda _done, _total: None)):
            read += now
        seconds = time.perf_counter() - started
        while send_waiting():
            pass
    return {"read": read, "seconds": seconds}


def begin() -> dict[str, object]:
    """Look, and begin with the first mail, as a worker does that is killed at that moment."""
    from quanjing.foundation import clock
    from quanjing.mailroom.actions import look, read_one, reading
    from quanjing.mailroom.models import IncomingMail
    from quanjing.mailroom.queries import directory
    from tests.submissions.conftest import OPENS

    class Killed(BaseException):
        pass

    def die(_place: str) -> None:
        raise Killed

    reading.letter_at = die  # type: ignore[assignment]
    with clock.frozen(OPENS):
        look()
        with contextlib.suppress(Killed):
            read_one(IncomingMail.objects.get().pk, directory())
    return {}


def alone(pk: int) -> dict[str, object]:
    """What `read_mail` does, at the test's own time."""
    from quanjing.foundation import clock
    from quanjing.mailroom.actions import read_alone
    from tests.submissions.conftest import OPENS

    _poison()
    with clock.frozen(OPENS):
        read_alone(pk)
    return {}


def _poison() -> None:
    """A mail with the header X-Poison ends whoever reads it, as a fault in a library would."""
    from quanjing.mailroom.actions import reading

    honest = reading.read_letter

    def read(data: bytes, options: Any) -> Any:
        if b"X-Poison" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return honest(data, options)

    reading.read_letter = read  # type: ignore[attr-defined]


def ledger() -> dict[str, object]:
    """What the tables say."""
    from quanjing.mailroom.models import IncomingMail, Item, Mailbox
    from quanjing.notify.models import Mail
    from quanjing.submissions.models import Attachment, Submission

    taken = Item.objects.exclude(submission=None)
    return {
        "mails": [
            list(row)
            for row in IncomingMail.objects.order_by("uid").values_list(
                "uid", "message_id", "fate", "reason", "attempts", "deaths"
            )
        ],
        "taken": taken.count(),
        "submissions": Submission.objects.count(),
        "attachments": Attachment.objects.count(),
        "twice": taken.count() - taken.values("submission").distinct().count(),
        "receipts": Mail.objects.filter(key__startswith="receipt:").count(),
        "outbox": Counter(Mail.objects.values_list("state", flat=True)),
        "trouble": list(Mailbox.objects.values_list("trouble", flat=True)),
    }


def mails_of(facts: list[dict[str, str]], count: int, seed: int) -> list[tuple[str, bytes]]:
    """(kind, raw) of `count` mails of all kinds, each about another assignment; every tenth comes twice."""
    from tests.mailroom.mails import KINDS, Facts

    kinds = sorted(KINDS)
    chance = random.Random(seed)
    order = chance.sample(range(len(facts)), len(facts))
    made: list[tuple[str, bytes]] = []
    serial = 0
    while len(made) < count:
        kind = kinds[serial % len(kinds)]
        about = facts[order[serial % len(order)]]
        one = Facts(serial=serial, **about)
        if "societies" in kind:
            near = next(f for f in facts if f["task"] == about["task"] and f["society"] != about["society"])
            one = replace(one, others=(near["society"],))
        made.append((kind, KINDS[kind][0](one)))
        if serial % 10 == 9 and len(made) < count:
            made.append(("again", made[-1][1]))
        serial += 1
    return made


VERBS = {"prepare": prepare, "work": work, "begin": begin, "alone": alone, "ledger": ledger}


def said(verb: str, *arguments: str) -> str:
    """What a verb finds, as JSON."""
    return json.dumps(VERBS[verb](*map(int, arguments)), ensure_ascii=False)  # type: ignore[operator]


if __name__ == "__main__":
    django.setup()
    print(said(*sys.argv[1:]))
