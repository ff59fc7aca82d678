"""The question desk and the settings of the service desk, for those who keep them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.services import actions, queries
from quanjing.services.enums import EVERY, FEWEST, TO_ANSWER, QuestionState
from quanjing.services.forms import AnswerForm, ChannelForm, DeskForm, TopicForm, desk_initial
from quanjing.services.rules import can_keep, defines_channel


@require_GET
def question_desk(request: HttpRequest) -> HttpResponse:
    """Questions of the own desk: what waits first. Counts per topic only from five up."""
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    state = request.GET.get("state", "")
    found = queries.questions_at(actor)
    if state in QuestionState.values:
        found = found.filter(state=state)
    elif state != EVERY:
        found = found.filter(state__in=TO_ANSWER)
    context = {
        "page": page_of(request, found, queries.DESK_SORTS),
        "state": state,
        "states": QuestionState,
        "counts": queries.topic_counts(queries.own_body(actor)),
        "fewest": FEWEST,
        "desk": queries.desk_of(actor.organization_id),
        "keeps": True,
    }
    return render(request, "services/questions.html", context)


@require_http_methods(["GET", "POST"])
def question_page(request: HttpRequest, code: str) -> HttpResponse:
    """One question: answered, looked at by another post, or put aside."""
    actor = signed_in(request)
    found = queries.get_question(actor, code)
    form = AnswerForm(sent(request, "draft"), initial={"answer": found.answer})
    steps = {
        "publish": actions.publish_answer,
        "return": actions.return_answer,
        "aside": actions.put_aside,
    }
    step = request.POST.get("step", "")
    if request.method == "POST" and step in steps:
        steps[step](actor=actor, question=found)
        return redirect("desk_question", code=code)
    if request.method == "POST" and step != "draft":
        raise Missing
    if request.method == "POST" and done(
        form, lambda clean: actions.draft_answer(actor=actor, question=found, **clean)
    ):
        return redirect("desk_question", code=code)
    context = {
        "found": found,
        "form": form,
        "wrote": found.drafted_post == actor.post_code,
        "channel": queries.channel_for(actor.path),
    }
    return render(request, "services/question.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def service_desk(request: HttpRequest) -> HttpResponse:
    """What the own body takes, its topics, and (for an administrator) the official channel."""
    actor = signed_in(request)
    keeps, defines = can_keep(actor, actor.organization_id), defines_channel(actor)
    if not keeps and not defines:
        raise Denied
    desk = queries.desk_of(actor.organization_id)
    shown = {"text": desk.channel_text, "link": desk.channel_link} if desk else {}
    forms: dict[str, Any] = {}
    if keeps:
        forms["desk"] = DeskForm(sent(request, "desk"), initial=desk_initial(desk))
        forms["topic"] = TopicForm(sent(request, "topic"))
    if defines:
        forms["channel"] = ChannelForm(sent(request, "channel"), initial=shown)
    act = {
        "desk": lambda _clean: actions.save_desk(actor=actor, facts=forms["desk"].facts()),
        "topic": lambda clean: actions.add_topic(actor=actor, **clean),
        "channel": lambda clean: actions.save_channel(actor=actor, **clean),
    }
    step = request.POST.get("step", "")
    if request.method == "POST" and step not in forms:
        raise Denied
    if request.method == "POST" and done(forms[step], act[step]):
        messages.success(request, _("Saved."))
        return redirect("service_desk")
    body = queries.own_body(actor)
    context = {
        "forms": forms,
        "desk": desk,
        "body": body,
        "topics": queries.topics_for(body),
        "keeps": keeps,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "services/service_desk.html", context, status=422 if failed else 200)
