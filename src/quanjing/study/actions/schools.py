"""Branch schools, lecturers, and lending them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.study.enums import LoanState, Sharing
from quanjing.study.models import BranchSchool, Course, Lecturer, Loan, TrainingClass
from quanjing.study.rules import need_keeper


@transaction.atomic
def save_school(
    *,
    actor: Actor,
    name: str,
    theme: str = "",
    head_post: str = "",
    founded_on: date | None = None,
    ends_on: date | None = None,
) -> BranchSchool:
    """Enter the branch school of the own body, or change the entry. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, actor.organization_id)
    problems = [] if name.strip() else [Problem("name", _("A name is missing."))]
    if founded_on and ends_on and ends_on < founded_on:
        problems.append(Problem("ends_on", _("The last day lies before the first.")))
    if problems:
        raise Invalid(problems)
    made = BranchSchool.objects.filter(organization=body).first() or BranchSchool(organization_id=body)
    made.name, made.theme, made.head_post = name.strip()[:200], theme.strip()[:200], head_post.strip()[:100]
    made.founded_on, made.ends_on = founded_on, ends_on
    made.save()
    record(actor=actor, verb="study.save_school", on=made)
    return made


@transaction.atomic
def add_lecturer(
    *,
    actor: Actor,
    name: str,
    post_title: str = "",
    topics: str = "",
    sharing: Sharing = Sharing.ALL,
    agreed: bool,
) -> Lecturer:
    """Name a lecturer of the own body, who has agreed to it. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, actor.organization_id)
    problems = [] if name.strip() else [Problem("name", _("A name is missing."))]
    if not agreed:
        problems.append(Problem("agreed", _("Nobody is named here who has not agreed.")))
    if problems:
        raise Invalid(problems)
    made = Lecturer.objects.create(
        organization_id=body,
        name=name.strip()[:100],
        post_title=post_title.strip()[:100],
        topics=topics.strip(),
        sharing=sharing,
    )
    record(actor=actor, verb="study.add_lecturer", on=made)
    return made


@transaction.atomic
def end_lecturer(*, actor: Actor, lecturer: Lecturer) -> None:
    """Take a lecturer out of the list; what was lent stays. Raises `Denied`."""
    need_keeper(actor, lecturer.organization_id)
    lecturer.ended_on = clock.today()
    lecturer.save(update_fields=["ended_on"])
    record(actor=actor, verb="study.end_lecturer", on=lecturer)


@transaction.atomic
def ask_loan(
    *,
    actor: Actor,
    thing: Lecturer | Course,
    training_class: TrainingClass | None = None,
    wanted_on: date | None = None,
    words: str = "",
) -> Loan:
    """Ask another body for a lecturer or a course; its people are told. Raises `Denied`, `WrongState`."""
    body = need_keeper(actor, actor.organization_id)
    if thing.organization_id == body:
        raise WrongState(_("It is your own."))
    of = {"lecturer": thing} if isinstance(thing, Lecturer) else {"course": thing}
    if Loan.objects.filter(borrower=body, state=LoanState.ASKED, wanted_on=wanted_on, **of).exists():
        raise WrongState(_("You have asked for it already."))
    made = Loan.objects.create(
        lender_id=thing.organization_id,
        borrower_id=body,
        training_class=training_class,
        wanted_on=wanted_on,
        words=words.strip()[:300],
        asked_name=actor.signature,
        asked_at=clock.now(),
        **of,
    )
    record(actor=actor, verb="study.ask_loan", on=made, detail={"lender": thing.organization.code})
    _tell(made, "loan_asked", made.lender_id, {"name": str(thing), "organization": actor.organization_name})
    return made


@transaction.atomic
def answer_loan(*, actor: Actor, loan: Loan, lend: bool, words: str = "") -> Loan:
    """Lend it, or say that it is not possible; who asked is told. Raises `Denied`, `WrongState`."""
    need_keeper(actor, loan.lender_id)
    if loan.state != LoanState.ASKED:
        raise WrongState
    loan.state = LoanState.LENT if lend else LoanState.DECLINED
    loan.answer = words.strip()[:300]
    loan.save(update_fields=["state", "answer"])
    record(actor=actor, verb="study.answer_loan", on=loan, detail={"state": loan.state})
    kind = "loan_lent" if lend else "loan_declined"
    _tell(loan, kind, loan.borrower_id, {"name": str(loan), "answer": loan.answer})
    return loan


def _tell(loan: Loan, kind: str, body: int, values: dict[str, object]) -> None:
    posts = list(handlers_of([body]).values_list("pk", flat=True))
    tell(post_ids=posts, kind=kind, values=values, link=reverse("school_list"), key=f"{kind}:{loan.code}")
