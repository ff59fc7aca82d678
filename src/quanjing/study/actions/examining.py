"""Taking an examination, and the certificate of who passes; no entry of the record names who took part."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.organizations.models import Organization
from quanjing.quiz.actions import Entrant, correct_key, start, submit
from quanjing.quiz.models import Attempt, KeyCorrection, PoolQuestion
from quanjing.quiz.papers import score
from quanjing.quiz.queries import ready
from quanjing.study.actions.certificates import certificate_paper, printed_for, take_numbers
from quanjing.study.enums import SeatState
from quanjing.study.models import ClassSeat, Examination, ExaminationCertificate
from quanjing.study.queries import participant_of, seat_for
from quanjing.study.rules import need_keeper

SERIES = "e"  # of numbers of certificates


def begin(*, actor: Actor, examination: Examination) -> Attempt:
    """Begin an attempt, or go on with the one that still runs.

    Raises: `Denied` without a confirmed place in the class; `WrongState` as `quiz.actions.start`.
    """
    seat = _own_seat(actor, examination)
    if not examination.contest.is_open(clock.now()):
        raise WrongState(_("The examination is not open now."))
    return start(contest=examination.contest, entrant=Entrant(participant_of(seat, actor.user_id)))


@transaction.atomic
def hand_in(
    *, actor: Actor, examination: Examination, number: int, answers: Sequence[object]
) -> tuple[Attempt, bool]:
    """Hand in an attempt, and whether it passed; who passes has his certificate at once, and only one.

    Raises: `Denied`; `Missing`; `WrongState` when the time and the grace are over.
    """
    seat = _own_seat(actor, examination)
    key = participant_of(seat, actor.user_id)
    done = submit(contest=examination.contest, participant=key, number=number, answers=answers)
    if has_passed := passes(examination, done, done.score):
        _give_certificate(examination, seat)
    return done, has_passed


def passes(examination: Examination, attempt: Attempt, marks: int) -> bool:
    """Whether these marks reach the share of what the paper is worth."""
    most: int = sum(points for _pk, points, _order in attempt.paper)
    return marks * 100 >= examination.pass_share * most


@transaction.atomic
def show_certificate(
    *, actor: Actor, certificate: ExaminationCertificate, is_public: bool
) -> ExaminationCertificate:
    """Let it be looked up by its number, or no more: the person's own word. Raises `Denied`."""
    if certificate.holder_id != actor.user_id:
        raise Denied
    certificate.is_public = is_public
    certificate.save(update_fields=["is_public"])
    body = certificate.examination.training_class.organization
    record(actor=_office(body), verb="study.show_certificate", on=certificate, detail={"shown": is_public})
    return certificate


@transaction.atomic
def correct_examination_key(
    *,
    actor: Actor,
    examination: Examination,
    question: PoolQuestion,
    reason: str,
    right: Sequence[int] = (),
    answers: Sequence[str] = (),
    is_true: bool = False,
) -> KeyCorrection:
    """Put a wrong key right; who passes by the right one has a certificate then, and nobody loses his.

    Raises: `Denied`, `Invalid`.
    """
    need_keeper(actor, examination.training_class.organization_id)
    made = correct_key(
        actor=actor, question=question, reason=reason, right=right, answers=answers, is_true=is_true
    )
    record(actor=actor, verb="study.correct_examination", on=examination, detail={"reason": made.reason})
    enqueue("study.mark_examination", actor=actor, examination_id=examination.pk)
    return made


@transaction.atomic
def mark_again(*, examination: Examination) -> int:
    """Give certificates to who passes by the keys of now and has none; how many. Again it gives none."""
    keys = ready(examination.contest, None).keys
    given = 0
    seats = examination.training_class.nominations.filter(state=SeatState.CONFIRMED)
    for seat in seats.select_related("post__holder", "organization").order_by("pk"):
        participant = participant_of(seat, seat.post.holder_id)
        papers = Attempt.objects.filter(contest=examination.contest, participant=participant)
        for paper in papers.exclude(submitted_at=None):
            if passes(examination, paper, score(paper.paper, paper.answers or [], keys)):
                given += _give_certificate(examination, seat)
                break
    return given


def examination_paper(*, certificate: ExaminationCertificate, form: str) -> bytes:
    """The certificate as docx or pdf. The caller has authorized the reader."""
    with override(settings.LANGUAGE_CODE):
        said = _("%(organization)s, %(post)s %(name)s, passed the voluntary examination “%(title)s”.")
        words = said % {
            "organization": certificate.organization_name, "post": certificate.post_title,
            "name": certificate.holder_name, "title": certificate.title,
        }  # fmt: skip
    return certificate_paper(certificate, words, form=form, is_public=certificate.is_public)


def _own_seat(actor: Actor, examination: Examination) -> ClassSeat:
    seat = seat_for(actor, examination)
    if seat is None:
        raise Denied
    return seat


def _give_certificate(examination: Examination, seat: ClassSeat) -> bool:
    """A certificate for the holder of this place; False where he has one. Part of an action."""
    made = examination.training_class
    Examination.objects.select_for_update().get(pk=examination.pk)
    if examination.certificates.filter(seat=seat, holder=seat.post.holder_id).exists():
        return False
    number = take_numbers(made.organization_id, 1, SERIES)[0]
    given = ExaminationCertificate.objects.create(
        examination=examination,
        seat=seat,
        holder_id=seat.post.holder_id,
        title=examination.contest.name,
        **printed_for(seat, number, made),
    )
    record(actor=_office(made.organization), verb="study.give_certificate", on=given)
    return True


def _office(body: Organization) -> Actor:
    """The holder of the class itself: the record says that a number was given, not to whom."""
    return Actor(
        user_id=0,
        user_name="",
        organization_id=body.pk,
        organization_code=body.code,
        organization_name=body.name,
        path=body.path,
    )
