"""Consents, the log of coverage, answers set free, and the copy for other channels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.assessment.actions import grade_words
from quanjing.files.actions import read_upload, store
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.portal import actions
from quanjing.portal.actions import ConsentGiven
from quanjing.portal.forms import ConsentForm, CoverageForm, GradesForm, ReasonForm, ReleaseForm
from quanjing.portal.models import ArticleFields, CoverageItem
from quanjing.portal.queries import live_by_key, records
from quanjing.portal.rules import editors_home

MOST_SCHEMES = 10


def portal_story(request: HttpRequest, number: int) -> HttpResponse:
    """The consents to one story; POST keeps a new one."""
    actor = signed_in(request)
    home = editors_home(actor)
    story = records.get_story(number)
    form = ConsentForm(request.POST or None, request.FILES or None, nominations=records.nominations(home))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(actor=actor, story=story, given=_given(actor, form, request))
            return redirect("portal_story", number=number)
        except Invalid as error:
            form.take(error.problems)
    context = {
        "story": story, "consents": records.consents_of(story), "form": form, "withdrawing": ReasonForm(),
    }  # fmt: skip
    return render(request, "portal/story.html", context, status=422 if form.errors else 200)


def _given(actor: Actor, form: ConsentForm, request: HttpRequest) -> ConsentGiven:
    given, upload = form.given(), request.FILES.get("file")
    if upload is None:
        return given
    name = upload.name or ""
    kept = store(actor=actor, name=name, data=read_upload(cast(BinaryIO, upload.file), name))
    return replace(given, file=kept)


@require_POST
def portal_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """A consent is withdrawn: the story goes at once."""
    actor = signed_in(request)
    editors_home(actor)
    consent = records.get_consent(code)
    actions.withdraw_consent(actor=actor, consent=consent, reason=request.POST.get("reason", ""))
    messages.success(request, _("The consent is withdrawn. What rested on it is no longer public."))
    if consent.story_id is None:
        return redirect("portal_desk")
    return redirect("portal_story", number=consent.story_id)


def portal_coverage(request: HttpRequest) -> HttpResponse:
    """The log of coverage; POST takes in pasted rows."""
    actor = signed_in(request)
    editors_home(actor)
    form = CoverageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.log_coverage(actor=actor, items=form.items())
            messages.success(request, _("%(count)d pieces are in the log.") % {"count": len(made)})
            return redirect("portal_coverage")
        except Invalid as error:
            form.take(error.problems)
    page = page_of(request, records.coverage(), {"newest": ("-on", "-pk")})
    context = {"form": form, "page": page}
    return render(request, "portal/coverage.html", context, status=422 if form.errors else 200)


@require_POST
def portal_coverage_remove(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    editors_home(actor)
    item = CoverageItem.objects.filter(code=code).first()
    if item is None:
        raise Missing
    actions.remove_coverage(actor=actor, item=item)
    return redirect("portal_coverage")


@require_GET
def portal_answers(request: HttpRequest) -> HttpResponse:
    """Answers to manuscripts, and which of them the public reads."""
    home = editors_home(signed_in(request))
    page = page_of(request, records.answers_to_release(home), {"newest": ("-given_on", "-pk")})
    context = {"page": page, "schemes": records.schemes_to_release(home)[:MOST_SCHEMES]}
    return render(request, "portal/answers.html", context)


def portal_grades(request: HttpRequest, code: str) -> HttpResponse:
    """Which grades of an assessment name their bodies in public; POST shows them, or takes the list back."""
    actor = signed_in(request)
    scheme = records.get_scheme(editors_home(actor), code)
    made = getattr(scheme, "public_list", None)
    if request.method == "POST" and "back" in request.POST and made is not None:
        actions.take_back_grades(actor=actor, made=made)
        return redirect("portal_answers")
    grades = grade_words(scheme)
    given = request.POST if request.method == "POST" else None
    form = GradesForm(given, grades=grades, initial={"grades": made.grades if made else []})
    if request.method == "POST" and form.is_valid():
        actions.release_grades(actor=actor, scheme=scheme, grades=form.cleaned_data["grades"])
        return redirect("portal_answers")
    context = {"scheme": scheme, "made": made, "form": form}
    return render(request, "portal/grades.html", context, status=422 if form.errors else 200)


def portal_release(request: HttpRequest, code: str) -> HttpResponse:
    """The words in which an answer is set free; POST shows it, or takes it back."""
    actor = signed_in(request)
    answer = records.get_answer(editors_home(actor), code)
    made = getattr(answer, "release", None)
    if request.method == "POST" and "back" in request.POST and made is not None:
        actions.take_back(actor=actor, made=made)
        return redirect("portal_answers")
    title = made.title if made else answer.forward.version.compilation.title
    initial = {"title": title, "text": made.text if made else ""}
    form = ReleaseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.release(
            actor=actor, answer=answer, title=form.cleaned_data["title"], text=form.cleaned_data["text"]
        )
        return redirect("portal_answers")
    context = {"answer": answer, "made": made, "form": form}
    return render(request, "portal/release.html", context, status=422 if form.errors else 200)


@require_GET
def portal_copy(request: HttpRequest, number: int) -> HttpResponse:
    """A public article as one piece of HTML with its styles inside, to be pasted elsewhere."""
    editors_home(signed_in(request))
    found: Any = live_by_key(number)
    page = found.specific if found else None
    if not isinstance(page, ArticleFields):
        raise Missing
    with translation.override(page.language):
        copy = render_to_string("portal/copy_body.html", {"page": page})
    return render(request, "portal/copy.html", {"page": page, "copy": copy})
