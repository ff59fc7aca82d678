"""Setting an answer free for the public, in words that a person has checked."""

from __future__ import annotations

from django.db import transaction

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.manuscripts.models import Answer
from quanjing.portal.actions.opening import touch
from quanjing.portal.models import Release
from quanjing.portal.rules import editors_home


@transaction.atomic
def release(*, actor: Actor, answer: Answer, title: str, text: str) -> Release:
    """Show an answer in public, or change the words of one that is shown."""
    _check(actor, answer)
    made, _new = Release.objects.update_or_create(
        answer=answer,
        defaults={
            "title": title, "text": text, "released_name": actor.signature, "released_at": clock.now(),
        },
    )  # fmt: skip
    touch()
    record(actor=actor, verb="portal.release", on=made, detail={"title": title})
    return made


@transaction.atomic
def take_back(*, actor: Actor, made: Release) -> None:
    """The answer is no longer shown in public; it stays where it is."""
    _check(actor, made.answer)
    answer, title = made.answer, made.title
    made.delete()
    touch()
    record(actor=actor, verb="portal.take_back", on=answer, detail={"title": title})


def _check(actor: Actor, answer: Answer) -> None:
    home = editors_home(actor)
    if answer.forward.version.compilation.organization_id != home.organization_id:
        raise Denied
