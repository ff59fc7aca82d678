"""The forum: boards, a board with its threads, a thread."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.study import actions, queries
from quanjing.study.forms import BoardForm, TextForm, ThreadForm
from quanjing.study.forms.parts import choose_from, picked
from quanjing.study.models import Board, Thread
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

BOARDS = {"newest": ("-made_at", "-pk")}
THREADS = {"newest": ("-begun_at", "-pk")}
TEXTS = {"oldest": ("pk",)}


@require_http_methods(["GET", "POST"])
def board_list(request: HttpRequest) -> HttpResponse:
    """The boards on which the actor reads and writes."""
    actor = signed_in(request)
    keeps = can_keep(actor, actor.organization_id)
    form = BoardForm(sent(request, "board"))
    own = queries.classes_seen(actor).filter(organization=actor.organization_id, board=None)
    choose_from(form, "training_class", own[:MOST_CHOICES])
    made: list[Board] = []
    if request.method == "POST":
        if not keeps:
            raise Denied
        if done(
            form,
            lambda clean: made.append(
                actions.open_board(
                    actor=actor,
                    name=clean["name"],
                    looks_first=clean["looks_first"],
                    training_class=picked(form, "training_class"),
                )
            ),
        ):
            return redirect("board_page", code=made[0].code)
    page = page_of(request, queries.boards_seen(actor), BOARDS)
    context = {"page": page, "keeps": keeps, "form": form}
    return render(request, "study/boards.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def board_page(request: HttpRequest, code: str) -> HttpResponse:
    """A board with its threads, the newest first."""
    actor = signed_in(request)
    board = queries.get_board(actor, code)
    form = ThreadForm(sent(request, "thread"))
    made: list[Thread] = []
    if request.method == "POST":
        if request.POST.get("step") == "close":
            actions.close_board(actor=actor, board=board)
            return redirect("board_page", code=code)
        if done(form, lambda clean: made.append(actions.begin_thread(actor=actor, board=board, **clean))):
            return redirect("thread_page", code=made[0].code)
    context = {
        "board": board,
        "page": page_of(request, queries.threads_of(actor, board), THREADS),
        "form": form,
        "keeps": can_keep(actor, board.organization_id),
    }
    return render(request, "study/board.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def thread_page(request: HttpRequest, code: str) -> HttpResponse:
    """A thread with its texts; moderators hide with a reason."""
    actor = signed_in(request)
    thread = queries.get_thread(actor, code)
    form = TextForm(sent(request, "text"))
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step == "text":
            if done(form, lambda clean: actions.write(actor=actor, thread=thread, **clean)):
                return redirect("thread_page", code=code)
        else:
            _moderated(request, actor, thread, step)
            return redirect("thread_page", code=code)
    context = {
        "thread": thread,
        "board": thread.board,
        "page": page_of(request, queries.texts_of(actor, thread), TEXTS),
        "form": form,
        "keeps": can_keep(actor, thread.board.organization_id),
    }
    return render(request, "study/thread.html", context, status=422 if form.errors else 200)


def _moderated(request: HttpRequest, actor: Actor, thread: Thread, step: str) -> None:
    if step == "close":
        actions.close_thread(actor=actor, thread=thread)
        return
    text = queries.get_text(actor, request.POST.get("code", ""))
    if step == "hide":
        try:
            actions.hide(actor=actor, text=text, reason=request.POST.get("reason", ""))
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    elif step == "stand":
        actions.let_stand(actor=actor, text=text)
    elif step == "look":
        actions.ask_for_look(text=text)
        messages.success(request, _("A moderator will look at it. Your name is not kept."))
    else:
        raise Missing
