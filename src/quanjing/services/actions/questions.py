"""Asking without a name, answering with a second look, putting aside what accuses somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import new_written_code
from quanjing.services.actions.codes import digest_of
from quanjing.services.enums import QuestionState
from quanjing.services.matching import accuses_somebody
from quanjing.services.models import Question, QuestionTopic, ServiceDesk
from quanjing.services.rules import need_keeper

LONGEST = 2000


class Accusing(Invalid):
    """The text seems to accuse a named person: it is not kept, and the official channel is shown."""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    topic: QuestionTopic | None
    text: str


@transaction.atomic
def ask_question(*, desk: ServiceDesk, facts: QuestionFacts) -> tuple[Question, str]:
    """Ask without a name; returns the question and the code by which it is found again, shown once.

    Not in the record of actions: nothing is kept that leads to a person, an address or a time.

    Raises: `WrongState` where the desk takes none; `Invalid`; `Accusing`, and then nothing is kept.
    """
    if not desk.takes_questions:
        raise WrongState(_("This desk takes no questions at present."))
    problems = []
    if facts.topic is None:
        problems.append(Problem("topic", _("Please choose a topic.")))
    if not facts.text.strip() or len(facts.text) > LONGEST:
        problems.append(Problem("text", _("A question of at most 2,000 characters.")))
    if problems or facts.topic is None:
        raise Invalid(problems)
    if accuses_somebody(facts.text):
        words = _(
            "This seems to accuse a person by name. Such a matter belongs into the official channel; "
            "nothing was kept here. A question on rules can be asked without a name."
        )
        raise Accusing([Problem("text", words)])
    lookup = new_written_code()
    made = Question.objects.create(
        lookup=digest_of(lookup), organization=desk.organization, topic=facts.topic, text=facts.text.strip(),
        month=clock.today().replace(day=1),
    )  # fmt: skip
    return made, lookup


@transaction.atomic
def draft_answer(*, actor: Actor, question: Question, answer: str) -> Question:
    """Write the answer; another post looks at it first. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _at_desk(actor, question, QuestionState.ASKED, QuestionState.DRAFTED)
    if not answer.strip():
        raise Invalid([Problem("answer", _("The answer is missing."))])
    if accuses_somebody(answer):
        raise Invalid([Problem("answer", _("An answer names nobody."))])
    current.answer, current.state = answer.strip()[:10_000], QuestionState.DRAFTED
    current.drafted_name, current.drafted_post = actor.signature, actor.post_code
    current.save()
    record(actor=actor, verb="services.draft_answer", on=current)
    return current


@transaction.atomic
def publish_answer(*, actor: Actor, question: Question) -> Question:
    """The second look: now it is for everybody. Raises `Denied` for who wrote it, `WrongState`."""
    current = _at_desk(actor, question, QuestionState.DRAFTED)
    if current.drafted_post == actor.post_code:
        raise Denied(_("Another post of your body looks at it first."))
    current.state, current.looked_name = QuestionState.ANSWERED, actor.signature
    current.answered_on = clock.today()
    current.save()
    record(actor=actor, verb="services.publish_answer", on=current)
    return current


@transaction.atomic
def return_answer(*, actor: Actor, question: Question) -> Question:
    """Take a drafted or published answer back to be written anew. Raises `Denied`, `WrongState`."""
    current = _at_desk(actor, question, QuestionState.DRAFTED, QuestionState.ANSWERED)
    current.state, current.answered_on, current.looked_name = QuestionState.ASKED, None, ""
    current.save()
    record(actor=actor, verb="services.return_answer", on=current)
    return current


@transaction.atomic
def put_aside(*, actor: Actor, question: Question) -> Question:
    """It accuses a named person: its text is erased, and who asked is shown the official channel.

    Raises `Denied`, `WrongState`.
    """
    current = _at_desk(actor, question, QuestionState.ASKED, QuestionState.DRAFTED)
    current.state, current.text, current.answer = QuestionState.ASIDE, "", ""
    current.save()
    record(actor=actor, verb="services.put_aside", on=current)
    return current


def _at_desk(actor: Actor, question: Question, *states: QuestionState) -> Question:
    current = Question.objects.select_for_update().get(pk=question.pk)
    need_keeper(actor, current.organization_id)
    if current.state not in states:
        raise WrongState
    return current
