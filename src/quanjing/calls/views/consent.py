"""The nominee's consent: asked for by the nominating body, given and withdrawn by a secret link."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongwen.errors import GongwenError
from quanjing.calls import actions, queries
from quanjing.calls.actions import Asked
from quanjing.calls.forms import AskConsentForm, GiveConsentForm, PaperConsentForm
from quanjing.calls.models import Application
from quanjing.calls.rules import can_write
from quanjing.files.actions import read_upload
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.limits import too_often
from quanjing.registers.queries import said_of

MOST_A_MINUTE = 20


@require_http_methods(["GET", "POST"])
def consent_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Make the link for the nominee, which is shown once, or enter the consent from paper."""
    actor = signed_in(request)
    application = queries.get_application(actor, code)
    if not can_write(actor, application):
        raise Denied
    if not application.call.nominates:
        raise Missing
    on_paper = request.POST.get("way") == "paper"
    ask = AskConsentForm(request.POST if request.method == "POST" and not on_paper else None,
                         initial=_proposed(application))  # fmt: skip
    paper = PaperConsentForm(
        request.POST if on_paper else None, request.FILES if on_paper else None,
        initial=_proposed(application), auto_id="paper_%s",
    )  # fmt: skip
    form = paper if on_paper else ask
    link = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = Asked(given["purpose"], given["until"], given["shows_story"])
        try:
            if on_paper:
                data = read_upload(given["file"], str(given["file"].name))
                actions.enter_paper_consent(
                    actor=actor, application=application, asked=asked, signed_on=given["signed_on"],
                    name=str(given["file"].name), data=data,
                )  # fmt: skip
                messages.success(request, _("The consent was entered."))
                return redirect("application_edit", code=code)
            secret = actions.ask_consent(actor=actor, application=application, asked=asked)
            link = settings.BASE_URL.rstrip("/") + reverse("consent_page", args=[secret])
        except Invalid as error:
            form.take(error.problems)
        except GongwenError as error:
            form.add_error(None, error.message(get_language() or ""))
    context = {"application": application, "call": application.call, "ask": ask, "paper": paper, "link": link}
    return render(request, "calls/consent_ask.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def consent_page(request: HttpRequest, secret: str) -> HttpResponse:
    """What is said about the nominee, who sees it, until when: agreed to or withdrawn, without an account."""
    if too_often(request, "consent", MOST_A_MINUTE):
        return _private(render(request, "calls/consent.html", {"too_often": True}, status=429))
    consent = actions.consent_by(secret)
    form = GiveConsentForm(request.POST or None, initial={"shows_story": consent.shows_story})
    if request.method == "POST" and request.POST.get("answer") == "withdraw":
        actions.withdraw_consent(secret=secret)
        return redirect("consent_page", secret=secret)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_consent(secret=secret, name=given["name"], shows_story=given["shows_story"])
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("consent_page", secret=secret)
    application = consent.application
    context = {
        "consent": consent, "application": application, "call": application.call, "form": form,
        "said": said_of(queries.block_of(application.template_id), application.values),
    }  # fmt: skip
    return _private(render(request, "calls/consent.html", context, status=422 if form.errors else 200))


def _proposed(application: Application) -> dict[str, object]:
    """The words that are proposed: what for, and until the end of the year after the call's."""
    words = _(
        "For the nomination “%(title)s” by %(body)s; read by the nominating body, the desk and its judges."
    )
    values = {"title": application.call.title, "body": application.organization.name}
    return {"purpose": (words % values)[:300], "until": date(application.call.year + 1, 12, 31)}


def _private(answer: HttpResponse) -> HttpResponse:
    """Never indexed, its address never passed on to others.

    "no-referrer" would make a browser send the form with the origin "null", which is refused.
    """
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "same-origin"
    return answer
