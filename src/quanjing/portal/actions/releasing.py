"""Setting free for the public what the platform keeps: answers in checked words, lists of grades."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.assessment.actions import grade_words
from quanjing.assessment.models import Scheme
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.manuscripts.models import Answer
from quanjing.portal.actions.opening import touch
from quanjing.portal.models import GradeRelease, Release
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


@transaction.atomic
def release_grades(*, actor: Actor, scheme: Scheme, grades: Collection[str]) -> GradeRelease:
    """Name the bodies of these grades in public, or change which.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    home = editors_home(actor)
    current = Scheme.objects.select_for_update().get(pk=scheme.pk)
    if current.organization_id != home.organization_id:
        raise Denied
    if not current.is_published:
        raise WrongState
    chosen = [key for key in grade_words(current) if key in grades]
    if not chosen:
        raise Invalid([Problem("grades", _("Please choose at least one grade."))])
    made, _new = GradeRelease.objects.update_or_create(
        scheme=current,
        defaults={"grades": chosen, "released_name": actor.signature, "released_at": clock.now()},
    )
    touch()
    record(actor=actor, verb="portal.release_grades", on=made, detail={"grades": chosen})
    return made


@transaction.atomic
def take_back_grades(*, actor: Actor, made: GradeRelease) -> None:
    """The list is no longer shown in public; the assessment stays as it was published."""
    home = editors_home(actor)
    scheme = made.scheme
    if scheme.organization_id != home.organization_id:
        raise Denied
    made.delete()
    touch()
    record(actor=actor, verb="portal.take_back_grades", on=scheme)


def _check(actor: Actor, answer: Answer) -> None:
    home = editors_home(actor)
    if answer.forward.version.compilation.organization_id != home.organization_id:
        raise Denied
