"""Certificates with their public page, and the anonymous evaluation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.limits import too_often
from quanjing.foundation.steps import done, sent
from quanjing.study import actions, queries
from quanjing.study.enums import Asked
from quanjing.study.forms import EvaluationForm, ReasonForm, UntilForm
from quanjing.study.models import TrainingClass
from quanjing.study.rules import can_keep

MOST_A_MINUTE = 20


@never_cache
@require_GET
def certificate_check(request: HttpRequest) -> HttpResponse:
    """For anybody with a number: what was printed besides the name, and whether it still holds."""
    number = request.GET.get("number", "")[:60]
    if number and too_often(request, "certificate", MOST_A_MINUTE):
        return render(request, "study/check.html", {"too_often": True}, status=429)
    found = queries.certificate_numbered(number) if number else None
    return render(request, "study/check.html", {"number": number, "found": found})


@require_GET
def certificate_file(request: HttpRequest, code: str, form: str) -> FileResponse:
    """The certificate to print."""
    found = queries.get_certificate(signed_in(request), code)
    if form not in ("docx", "pdf"):
        raise Missing
    content = actions.certificate_file(certificate=found, form=form)
    return attachment(content, f"certificate-{found.number}.{form}")


@require_http_methods(["GET", "POST"])
def class_completion(request: HttpRequest, code: str) -> HttpResponse:
    """The end of a class: certificates and evaluation, for its holders, its people and their bodies."""
    actor = signed_in(request)
    found = queries.get_class(actor, code)
    keeps = can_keep(actor, found.organization_id)
    answered = EvaluationForm(sent(request, "evaluate"))
    until = UntilForm(sent(request, "ask"))
    withdrawn = ReasonForm(sent(request, "withdraw"))
    if request.method == "POST" and _posted(request, found, (answered, until, withdrawn)):
        return redirect("class_completion", code=code)
    context = {
        "found": found,
        "keeps": keeps,
        "certificates": queries.certificates_seen(actor, found).order_by("number"),
        "evaluation": queries.evaluation_of(found),
        "answers_now": found.evaluation_until is not None and found.evaluation_until >= clock.today(),
        "was_there": found.nominations.filter(post=actor.post_id, is_present=True).exists(),
        "answered": answered,
        "until": until,
        "withdrawn": withdrawn,
    }
    failed = answered.errors or until.errors or withdrawn.errors
    return render(request, "study/completion.html", context, status=422 if failed else 200)


def _posted(request: HttpRequest, found: TrainingClass, forms: tuple[Any, Any, Any]) -> bool:
    actor, step = signed_in(request), request.POST.get("step", "")
    answered, until, withdrawn = forms

    def evaluate(clean: dict[str, Any]) -> None:
        answers = {name: clean[name] for name in Asked.values}
        actions.evaluate(actor=actor, training_class=found, answers=answers, text=clean["text"])

    if step == "evaluate":
        if done(answered, evaluate):
            messages.success(request, _("Thank you. Nobody can tell which answer is yours."))
            return True
        return False
    if not can_keep(actor, found.organization_id):
        raise Denied
    if step == "ask":
        return done(
            until,
            lambda clean: actions.open_evaluation(actor=actor, training_class=found, until=clean["until"]),
        )
    if step == "withdraw":
        certificate = queries.get_certificate(actor, request.POST.get("certificate", ""))
        return done(
            withdrawn,
            lambda clean: actions.withdraw_certificate(
                actor=actor, certificate=certificate, reason=clean["reason"]
            ),
        )
    simple = {
        "finish": actions.finish,
        "issue": actions.issue_certificates,
        "close": actions.close_evaluation,
    }
    if step not in simple:
        raise Missing
    try:
        simple[step](actor=actor, training_class=found)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return True
