"""The incoming register of the own body: the list, one paper with its way through the office, its sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.audit.kinds import label
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.tasks import queries
from quanjing.tasks.actions import (
    answer_referral,
    instruct,
    propose,
    refer,
    register_paper,
    register_received,
    settle,
)
from quanjing.tasks.enums import IncomingState
from quanjing.tasks.forms.incoming import (
    InstructionForm,
    PaperForm,
    ProposalForm,
    ReferralForm,
    RegisterFilter,
)
from quanjing.tasks.models import Incoming
from quanjing.tasks.rules.incoming import can_answer, can_keep, keeps_register


@require_GET
def incoming_list(request: HttpRequest) -> HttpResponse:
    """The register by number, narrowed by year, state and words."""
    actor = signed_in(request)
    if not any(actor.may(right) for right in queries.SEES):
        raise Denied
    wanted = RegisterFilter(request.GET).wanted()
    context = {
        "page": page_of(request, queries.incoming_list(actor, wanted), queries.INCOMING_SORTS),
        "wanted": wanted,
        "years": queries.years_of_register(actor),
        "states": IncomingState,
        "referred": queries.REFERRED,
        "keeps": keeps_register(actor),
    }
    return render(request, "tasks/incoming_list.html", context)


@require_http_methods(["GET", "POST"])
def incoming_new(request: HttpRequest) -> HttpResponse:
    """Enter a paper that came from outside the platform."""
    actor = signed_in(request)
    if not keeps_register(actor):
        raise Denied
    form = PaperForm(request.POST or None, request.FILES or None, initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            entry = register_paper(actor=actor, paper=form.paper(), file=form.upload())
        except GongwenError as error:
            form.add_error("file", error.message(get_language() or ""))
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Entered as %(number)s.") % {"number": entry.number})
            return redirect("incoming_page", code=entry.code)
    return render(request, "tasks/incoming_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def incoming_page(request: HttpRequest, code: str) -> HttpResponse:
    """One paper: proposal, instructions, to whom it was handed on, history; POST does one `step`."""
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    forms = _forms(actor, incoming)
    theirs = ""
    if request.method == "POST":
        if not can_keep(actor, incoming):
            raise Denied
        step = request.POST.get("step", "")
        if step in ("settle", "reopen"):
            settle(actor=actor, incoming=incoming, settled=step == "settle")
            return redirect("incoming_page", code=code)
        if step not in forms:
            raise Missing
        form = forms[step] = _forms(actor, incoming, request)[step]
        try:
            if form.is_valid():
                _STEPS[step](actor, incoming, form)
                return redirect("incoming_page", code=code)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            form.add_error(None, str(error))
            theirs = str(error.theirs["proposal"])
    wrong = any(form.errors for form in forms.values())
    context = _paper(actor, incoming) | {"forms": forms, "theirs": theirs}
    return render(request, "tasks/incoming.html", context, status=422 if wrong else 200)


@require_GET
def incoming_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet that goes with the paper, to print on A4."""
    actor = signed_in(request)
    return render(request, "tasks/incoming_sheet.html", _paper(actor, queries.get_incoming(actor, code)))


@require_GET
def incoming_file(request: HttpRequest, code: str) -> FileResponse:
    """The file of a paper that came from outside."""
    incoming = queries.get_incoming(signed_in(request), code)
    if incoming.file is None:
        raise Missing
    return as_response(incoming.file)


@require_POST
def referral_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Done, or handed back with a reason."""
    actor = signed_in(request)
    referral = queries.get_referral(actor, code)
    done = request.POST.get("done") == "yes"
    try:
        answer_referral(actor=actor, referral=referral, done=done, answer=request.POST.get("answer", ""))
        messages.success(request, _("Marked as done.") if done else _("Handed back."))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    except WrongState as error:
        messages.error(request, str(error))
    return redirect("incoming_page", code=referral.incoming.code)


@require_POST
def directive_register(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a notice that addresses the body, or a superior's paper that it uploaded, in the register."""
    actor = signed_in(request)
    entry = register_received(actor=actor, directive=queries.get_directive(actor, code))
    return redirect("incoming_page", code=entry.code)


def _paper(actor: Actor, incoming: Incoming) -> dict[str, Any]:
    referrals = queries.referrals_of(incoming)
    return {
        "incoming": incoming,
        "instructions": list(incoming.instructions.all()),
        "referrals": [(one, one.is_open and can_answer(actor, one)) for one in referrals],
        "history": [(one, label(one.verb)) for one in queries.history_of_incoming(incoming)],
        "keeps": can_keep(actor, incoming),
        "is_own": incoming.organization_id == actor.organization_id,
    }


def _forms(actor: Actor, incoming: Incoming, request: HttpRequest | None = None) -> dict[str, Any]:
    """The forms of the page by step, with what was typed where there is a request; none for a reader."""
    if not can_keep(actor, incoming):
        return {}
    data = request.POST if request else None
    posts, bodies = queries.addressees(incoming.organization_id)
    choices = [("", "—")] + [(one.code, f"{one.title} {one.holder or ''}".strip()) for one in posts]
    choices += [(one.code, one.name) for one in bodies]
    own = actor.signature if actor.may(Right.CONFIRM) else ""
    start = {"text": incoming.proposal, "version": incoming.version}
    return {
        "proposal": ProposalForm(data, initial=start),
        "instruction": InstructionForm(data, initial={"given_name": own, "given_on": clock.today()}),
        "referral": ReferralForm(data, choices=choices),
    }


def _propose(actor: Actor, incoming: Incoming, form: Taking) -> None:
    given = form.cleaned_data
    propose(actor=actor, incoming=incoming, text=given["text"], version=given["version"])


def _instruct(actor: Actor, incoming: Incoming, form: Taking) -> None:
    instruct(actor=actor, incoming=incoming, **form.cleaned_data)


def _refer(actor: Actor, incoming: Incoming, form: Taking) -> None:
    refer(actor=actor, incoming=incoming, **form.cleaned_data)


_STEPS = {"proposal": _propose, "instruction": _instruct, "referral": _refer}
