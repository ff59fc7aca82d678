"""A voluntary examination for a class: drafted, announced, called off by the holder of the class."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.quiz.actions import cancel_contest, change_contest, create_contest, publish_contest
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.enums import ContestState
from quanjing.study.actions.classes import locked_class
from quanjing.study.enums import ClassState, SeatState
from quanjing.study.models import Examination, ExaminationCertificate, TrainingClass
from quanjing.study.rules import need_keeper

SHARES = range(1, 101)


@dataclass(frozen=True, slots=True)
class ExaminationGiven:
    """`plan` is that of a contest; how it is counted and who takes part is the same for all examinations."""

    plan: Plan
    pass_share: int


@transaction.atomic
def save_examination(
    *,
    actor: Actor,
    training_class: TrainingClass,
    given: ExaminationGiven,
    examination: Examination | None = None,
    version: int = 0,
) -> Examination:
    """Draft an examination for a class of the own body, or change a draft.

    Raises: `Denied`; `WrongState` for a class that is not open or over, or once it is announced;
    `Conflict`; `Invalid`.
    """
    made = locked_class(actor, training_class, ClassState.OPEN, ClassState.DONE)
    if given.pass_share not in SHARES:
        raise Invalid([Problem("pass_share", _("From 1 to 100 per cent."))])
    plan = replace(
        given.plan, attempts_a_day=0, guests=False, pool_by_day=False, final_of=None, is_examination=True
    )
    if examination is None:
        contest = create_contest(actor=actor, plan=plan)
        examination = Examination(training_class=made, contest=contest)
    else:
        _need_state(examination, ContestState.DRAFT)
        examination.contest = change_contest(
            actor=actor, contest=examination.contest, version=version, plan=plan
        )
    examination.pass_share = given.pass_share
    examination.save()
    record(actor=actor, verb="study.save_examination", on=examination)
    return examination


@transaction.atomic
def announce_examination(*, actor: Actor, examination: Examination) -> Examination:
    """Put its rules out and tell everybody with a place once. Raises as above; `Invalid` too late."""
    locked_class(actor, examination.training_class, ClassState.OPEN, ClassState.DONE)
    _need_state(examination, ContestState.DRAFT)
    if examination.contest.opens_at <= clock.now():
        raise Invalid([Problem("opens_at", _("It begins after it is announced."))])
    examination.contest = publish_contest(actor=actor, contest=examination.contest)
    record(actor=actor, verb="study.announce_examination", on=examination)
    enqueue("study.tell_examination", actor=actor, examination_id=examination.pk)
    return examination


@transaction.atomic
def cancel_examination(*, actor: Actor, examination: Examination, reason: str) -> Examination:
    """Call it off, with the reason on its page; certificates stay. Raises as above."""
    need_keeper(actor, examination.training_class.organization_id)
    if examination.contest.is_over(clock.now()):
        raise WrongState
    _need_state(examination, ContestState.PUBLISHED)
    examination.contest = cancel_contest(actor=actor, contest=examination.contest, reason=reason)
    record(actor=actor, verb="study.cancel_examination", on=examination, detail={"reason": reason.strip()})
    return examination


@transaction.atomic
def withdraw_examination_certificate(
    *, actor: Actor, certificate: ExaminationCertificate, reason: str
) -> ExaminationCertificate:
    """Withdraw one; its number stays and says so. Raises `Denied`, `WrongState`, `Invalid`."""
    need_keeper(actor, certificate.examination.training_class.organization_id)
    if certificate.withdrawn_on is not None:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    certificate.withdrawn_on, certificate.reason = clock.today(), reason.strip()[:300]
    certificate.save(update_fields=["withdrawn_on", "reason"])
    record(actor=actor, verb="study.withdraw_certificate", on=certificate)
    return certificate


def tell_examination(*, examination: Examination) -> int:
    """Tell every post with a place once that it may take part; there is no second word to anybody."""
    contest, made = examination.contest, examination.training_class
    values: dict[str, object] = {
        "title": contest.name,
        "day": contest.opens_at.astimezone(clock.CHINA).date().isoformat(),
        "last_day": contest.closes_at.astimezone(clock.CHINA).date().isoformat(),
    }
    posts = list(made.nominations.filter(state=SeatState.CONFIRMED).values_list("post", flat=True))
    link = reverse("examination_page", args=[examination.code])
    key = f"examination:{examination.code}"
    return tell(post_ids=posts, kind="examination_announced", values=values, link=link, key=key)


def _need_state(examination: Examination, state: ContestState) -> None:
    if examination.contest.state != state:
        raise WrongState
