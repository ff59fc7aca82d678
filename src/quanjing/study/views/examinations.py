"""Examinations of a class: drafting, the page of one, wrong keys, certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.steps import done, sent
from quanjing.quiz.enums import ContestState
from quanjing.quiz.queries import banks_of, topics_of
from quanjing.quiz.rules import can_keep as can_ask
from quanjing.quiz.views import papers
from quanjing.quiz.views.lines import line_forms, lines_of
from quanjing.study import actions, queries
from quanjing.study.forms import ExaminationForm, ReasonForm, examination_initial
from quanjing.study.models import Examination, TrainingClass
from quanjing.study.rules import can_keep


@require_http_methods(["GET", "POST"])
def examination_new(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    return _edited(request, actor, queries.get_class(actor, code), None)


@require_http_methods(["GET", "POST"])
def examination_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The rules of a draft; those of one that is announced do not change."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    if found.contest.state != ContestState.DRAFT:
        return redirect("examination_page", code=code)
    return _edited(request, actor, found.training_class, found)


@never_cache
@require_http_methods(["GET", "POST"])
def examination_page(request: HttpRequest, code: str) -> HttpResponse:
    """The rules and the way in, own attempts and certificate; for the holder of the class what was given."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    forms = {name: ReasonForm(sent(request, name)) for name in ("cancel", "withdraw")}
    if request.method == "POST" and _posted(request, actor, found, forms):
        return redirect("examination_page", code=code)
    failed = any(form.errors for form in forms.values())
    context = _shown(actor, found) | forms
    return render(request, "study/examination.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def examination_key(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A key that may be wrong: what is right now, and why it changes."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    question = found.contest.pool.filter(pk=key).select_related("question", "contest").first()
    if not can_ask(actor, found.contest.organization_id):
        raise Denied
    if question is None:
        raise Missing
    error = ""
    if request.method == "POST":
        sent_key = papers.key_sent(request)
        try:
            actions.correct_examination_key(actor=actor, examination=found, question=question, **sent_key)
        except Invalid as refused:
            error = str(refused.problems[0].message)
        else:
            messages.success(request, _("The key is right now; every attempt is marked again."))
            return redirect("examination_page", code=code)
    return papers.key_page(request, question, error, reverse("examination_page", args=[code]))


@require_GET
def examination_certificate(request: HttpRequest, code: str, form: str) -> FileResponse:
    """The certificate to print, for the person and the holder of the class."""
    found = queries.get_examination_certificate(signed_in(request), code)
    if form not in ("docx", "pdf"):
        raise Missing
    content = actions.examination_paper(certificate=found, form=form)
    return attachment(content, f"certificate-{found.number}.{form}")


def _shown(actor: Actor, found: Examination) -> dict[str, Any]:
    keeps = can_keep(actor, found.training_class.organization_id)
    contest, now = found.contest, clock.now()
    attempts = queries.own_attempts(actor, found)
    certificates = queries.examination_certificates_seen(actor).filter(examination=found)
    return {
        "found": found,
        "contest": contest,
        "lines": contest.lines.all(),
        "keeps": keeps,
        "asks": can_ask(actor, contest.organization_id),
        "seated": queries.seat_for(actor, found) is not None,
        "is_open": contest.is_open(now),
        "is_over": contest.is_over(now),
        "attempts": attempts,
        "runs": bool(attempts) and attempts[-1].runs(now),
        "is_left": len(attempts) < contest.attempts,
        "own": certificates.filter(holder=actor.user_id).first(),
        "certificates": certificates if keeps else (),
        "numbers": queries.took_part_in(found) if keeps else None,
        "pool": contest.pool.all() if keeps and contest.state == ContestState.PUBLISHED else (),
        "corrections": papers.corrections(contest),
        "words": papers.words(),
    }


def _posted(request: HttpRequest, actor: Actor, found: Examination, forms: dict[str, ReasonForm]) -> bool:
    step = request.POST.get("step", "")
    if step in ("show", "hide"):
        own = queries.get_examination_certificate(actor, request.POST.get("certificate", ""))
        actions.show_certificate(actor=actor, certificate=own, is_public=step == "show")
        return True
    if not can_keep(actor, found.training_class.organization_id):
        raise Denied
    if step == "announce":
        try:
            actions.announce_examination(actor=actor, examination=found)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return True
    if step == "cancel":
        return done(
            forms[step],
            lambda clean: actions.cancel_examination(actor=actor, examination=found, reason=clean["reason"]),
        )
    if step == "withdraw":
        given = queries.get_examination_certificate(actor, request.POST.get("certificate", ""))
        return done(
            forms[step],
            lambda clean: actions.withdraw_examination_certificate(
                actor=actor, certificate=given, reason=clean["reason"]
            ),
        )
    raise Missing


def _edited(
    request: HttpRequest, actor: Actor, training_class: TrainingClass, found: Examination | None
) -> HttpResponse:
    body = training_class.organization_id
    if not can_keep(actor, body) or not can_ask(actor, body):
        raise Denied
    banks = list(banks_of(actor))
    initial = examination_initial(found) if found else None
    form = ExaminationForm(request.POST or None, initial=initial, banks=banks)
    lines = line_forms(request, found.contest if found else None)
    version = request.POST.get("version", "")
    made: list[Examination] = []
    conflict = False

    def save(_clean: dict[str, Any]) -> None:
        given = form.examination(lines_of(lines))
        number = int(version) if version.isascii() and version.isdigit() else 0
        made.append(
            actions.save_examination(
                actor=actor, training_class=training_class, given=given, examination=found, version=number
            )
        )

    if request.method == "POST" and lines.is_valid():
        try:
            if done(form, save):
                return redirect("examination_page", code=made[0].code)
        except Conflict:
            conflict = True
    topics = sorted({topic for bank in banks for topic in topics_of(bank)})
    context = {
        "training_class": training_class, "found": found, "form": form, "lines": lines, "topics": topics,
        "conflict": conflict,
    }  # fmt: skip
    status = 409 if conflict else 422 if request.method == "POST" else 200
    return render(request, "study/examination_form.html", context, status=status)
