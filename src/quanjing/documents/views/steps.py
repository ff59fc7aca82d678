"""What is done with a document besides writing it: one press each."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongwen.errors import GongwenError
from quanjing.documents import actions, queries
from quanjing.documents.models import Document
from quanjing.documents.views.composing import problems_of, shown
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in

Step = Callable[[HttpRequest, Actor, Document], HttpResponse]


@require_POST
def document_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """Approve, send back, take back, correct, keep, withdraw, register or discard."""
    actor = signed_in(request)
    document = queries.get_document(actor, code)
    if step not in STEPS:
        raise Missing
    try:
        return STEPS[step](request, actor, document)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("document_page", code=code)
    except (Invalid, GongwenError) as error:
        return shown(request, document, problems_of(error), status=422)


def _approve(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.approve(actor=actor, document=document)
    return _back(request, document, _("Approved; the document is final."))


def _send_back(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.send_back(actor=actor, document=document, remark=request.POST.get("remark", ""))
    return _back(request, document, _("Sent back to be changed."))


def _take_back(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.take_back(actor=actor, document=document)
    return _back(request, document, _("It can be changed again."))


def _correct(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.correct(actor=actor, document=document, reason=request.POST.get("reason", ""))
    return _back(request, document, _("Open for the correction; the last edition stands until then."))


def _keep(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.keep(actor=actor, document=document)
    return _back(request, document, _("The last edition stands."))


def _withdraw(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.withdraw(actor=actor, document=document, reason=request.POST.get("reason", ""))
    return _back(request, document, _("Withdrawn; its number is void."))


def _register(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    directive = actions.register(actor=actor, document=document)
    messages.success(request, _("Registered as a notice; please check what was read."))
    return redirect("directive_page", code=directive.code)


def _discard(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    actions.discard(actor=actor, document=document)
    messages.success(request, _("The draft was thrown away."))
    return redirect("document_list")


def _back(request: HttpRequest, document: Document, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("document_page", code=document.code)


STEPS: dict[str, Step] = {
    "approve": _approve,
    "send-back": _send_back,
    "take-back": _take_back,
    "correct": _correct,
    "keep": _keep,
    "withdraw": _withdraw,
    "register": _register,
    "discard": _discard,
}
