"""The ledger of mails, one mail, and what a person decides on it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.mailroom import actions, queries
from quanjing.mailroom.enums import OPEN, Clue, Fate, Trouble
from quanjing.mailroom.forms import DismissForm, LedgerForm, TakeForm
from quanjing.mailroom.models import IncomingMail
from quanjing.mailroom.rules import ADVICE, can_see_mailbox, can_sort
from quanjing.tasks.queries import get_assignment

ANSWERED = (Fate.TAKEN, Fate.PARTLY, Fate.WAITS)
SORTS = {"newest": ("-arrived_at", "-pk"), "oldest": ("arrived_at", "pk")}


@require_GET
def mailroom_list(request: HttpRequest) -> HttpResponse:
    """Every mail with its fate; by fate, day and words."""
    actor = signed_in(request)
    if not actor.may(Right.REVIEW):
        raise Denied
    form = LedgerForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    fate = asked.get("fate", "")
    rows = queries.ledger(actor, fate=fate, day=asked.get("day"), text=asked.get("text", ""))
    counts = queries.fates(actor)
    context = {
        "page": page_of(request, rows, SORTS),
        "fate": fate,
        "text": asked.get("text", ""),
        "day": asked.get("day"),
        "waiting": sum(counts.get(one, 0) for one in OPEN),
        "total": sum(counts.values()),
        "fates": [(one.value, one.label, counts[one]) for one in Fate if counts.get(one)],
        "troubles": queries.troubles(),
    }
    return render(request, "mailroom/list.html", context)


@require_GET
def mailroom_state(request: HttpRequest) -> HttpResponse:
    """The mailbox: whether it is set and reached, what keeps us from it and what to do about that."""
    actor = signed_in(request)
    if not can_see_mailbox(actor):
        raise Denied
    address = settings.MAILBOX
    context = {
        "address": address,
        "body": queries.body_of_mailbox(settings.MAILBOX_ADDRESS) if address else None,
        "boxes": [
            (one, ADVICE.get(Trouble(one.trouble)) if one.trouble else "") for one in queries.mailboxes()
        ],
        "last": queries.last_arrival(),
        "limit": settings.LETTER_LIMIT // (1024 * 1024),
        "may_open": actor.may(Right.REVIEW),
    }
    return render(request, "mailroom/state.html", context)


@require_GET
def mailroom_page(request: HttpRequest, code: str) -> HttpResponse:
    """One mail: what it says, what was understood and why, what a person may decide."""
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    words = dict(Clue.choices)
    items = [
        (item, [(one, [words[clue] for clue in one["clues"]]) for one in item.suggestions])
        for item in queries.items_of(incoming)
    ]
    context = {"incoming": incoming, "items": items, "may_sort": can_sort(actor, incoming)}
    context["receipts"] = queries.receipts_of(incoming)
    context["unanswered"] = incoming.fate in ANSWERED and not context["receipts"]
    return render(request, "mailroom/page.html", context)


@require_GET
def mailroom_raw(request: HttpRequest, code: str) -> FileResponse:
    """The mail as it came."""
    incoming = queries.get_incoming(signed_in(request), code)
    if not incoming.place:
        raise Missing
    raw = default_storage.open(incoming.place)
    return attachment(raw, f"{incoming.code}.eml")


@require_POST
def mailroom_drop(request: HttpRequest) -> HttpResponse:
    """Mails saved as files."""
    actor = signed_in(request)
    uploads = request.FILES.getlist("mails")
    try:
        kept = actions.drop(actor=actor, files=[(one.name or "", one.read()) for one in uploads])
    except Invalid as error:
        names = _(", ").join(str(problem.message) for problem in error.problems)
        told = (
            _("These are no mails: %(names)s") % {"names": names} if names else _("Please choose eml files.")
        )
        messages.error(request, told)
    else:
        count = len(kept)
        said = ngettext("%(count)s mail taken in.", "%(count)s mails taken in.", count)
        messages.success(request, said % {"count": count})
    return redirect("mailroom_list")


@require_POST
def mailroom_take(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """An item answers this assignment."""
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    form = TakeForm(request.POST)
    try:
        assignment = get_assignment(actor, form.wanted() if form.is_valid() else "")
        submission = actions.take(actor=actor, incoming=incoming, position=position, assignment=assignment)
    except Missing:
        messages.error(request, _("Please choose an item, or type its code."))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    except WrongState as error:
        messages.error(request, str(error))
    except GongwenError as error:
        messages.error(request, error.message(get_language() or "en"))
    else:
        unit = submission.assignment.organization.name
        messages.success(request, _("Taken as the report of %(unit)s.") % {"unit": unit})
    return _back(incoming)


@require_POST
def mailroom_dismiss(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """An item is no report, for a reason."""
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    form = DismissForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.dismiss(actor=actor, incoming=incoming, position=position, reason=reason)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    except WrongState as error:
        messages.error(request, str(error))
    return _back(incoming)


@require_POST
def mailroom_split(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Each file is a report of its own."""
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    try:
        actions.split(actor=actor, incoming=incoming, position=position)
    except WrongState as error:
        messages.error(request, str(error))
    return _back(incoming)


@require_POST
def mailroom_again(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    incoming = queries.get_incoming(actor, code)
    actions.read_again(actor=actor, incoming=incoming)
    return _back(incoming)


def _back(incoming: IncomingMail) -> HttpResponse:
    return redirect("mailroom_page", code=incoming.code)
