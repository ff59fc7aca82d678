"""Texts that are sent, and what was found of them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.likeness import actions
from quanjing.likeness.models import Likeness, ReferenceText
from quanjing.organizations.models import Organization, Post
from quanjing.submissions.actions import submit_answers
from quanjing.submissions.models import Submission
from tests.gongwen.makers import text_to_docx
from tests.likeness.test_matching import invented
from tests.submissions.conftest import Scene

ClientOf = Callable[[Post], Client]
TEXT = invented(400, 70)
SPEECH = invented(3_000, 71)


def nothing(_done: int, _total: int) -> None:
    """A step that nobody watches."""


def sends(scene: Scene, actor: Actor, body: Organization, text: str) -> Submission:
    phone = [{"phone": "010-55550111"}]
    answers = {"header": phone, "b1": [{"text": text}]}
    return submit_answers(actor=actor, assignment=scene.assignment(scene.plan, body), answers=answers)


def reference(scene: Scene, text: str = SPEECH) -> ReferenceText:
    data = text_to_docx(text)
    return actions.add_reference(actor=scene.officer, title="春季讲话", name="speech.docx", data=data)


def found_of(submission: Submission) -> list[tuple[str, int]]:
    rows = Likeness.objects.filter(text__submission=submission)
    kinds = [("entry" if row.other_id else "reference" if row.reference_id else "notice") for row in rows]
    return [(kind, row.share) for kind, row in zip(kinds, rows, strict=True)]
