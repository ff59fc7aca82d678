"""The list of messages, the number beside the bell."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in, taking_part
from quanjing.foundation.paging import page_of
from quanjing.notify import actions, queries
from quanjing.notify.enums import DOUBTFUL, MailState, Pace
from quanjing.notify.forms import MailsForm, MessagesForm
from quanjing.notify.kinds import KINDS, wording
from quanjing.notify.models import Mail, Message
from quanjing.notify.rules import advice_on, can_send_again, may_read

SORTS = {"newest": ("-created_at", "-pk")}


@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    actor = taking_part(request)
    page = page_of(request, queries.visible_to(actor), SORTS)
    rows = [_row(message) for message in page.rows]
    unread = [message.pk for message in page.rows if message.read_at is None]
    context = {"page": page, "rows": rows, "unread": unread, "unread_total": queries.unread_count(actor)}
    return render(request, "notify/list.html", context)


@require_GET
def message_count(request: HttpRequest) -> HttpResponse:
    count = queries.unread_count(taking_part(request))
    return render(request, "notify/count.html", {"count": count})


@require_POST
def message_read(request: HttpRequest) -> HttpResponse:
    """Mark the named messages as read; then go to the one message's thing, or back to the list."""
    actor = taking_part(request)
    form = MessagesForm(request.POST)
    if not form.is_valid():
        raise Missing
    wanted = form.cleaned_data["message"]
    actions.mark_read(actor=actor, messages=wanted)
    if "open" in request.POST:
        message = queries.visible_to(actor).filter(pk__in=wanted).first()
        if message and url_has_allowed_host_and_scheme(message.link, allowed_hosts=None):
            return redirect(message.link)
    return redirect("message_list")


@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    """Mails to the own body or, for an administrator, to its subtree: text, addresses, outcome."""
    actor = signed_in(request)
    if not (actor.may(Right.REPORT) or actor.may(Right.ADMINISTER)):
        raise Denied
    form = MailsForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = page_of(request, queries.mails(actor, state), SORTS)
    rows = [_mail_row(actor, mail) for mail in page.rows]
    trouble = queries.mails(actor, "trouble").count()
    states = [(one.value, one.label) for one in MailState]
    context = {"page": page, "rows": rows, "state": state, "states": states, "trouble": trouble}
    return render(request, "notify/mails.html", context)


@require_GET
def digest_page(request: HttpRequest) -> HttpResponse:
    """How often one's news come by mail, and the mail that would go out now."""
    actor = taking_part(request)
    context = {
        "paces": Pace.choices,
        "pace": queries.pace_of(actor.user_id),
        "email": request.user.email if request.user.is_authenticated else "",
        "draft": actions.preview(actor.user_id, clock.today()),
    }
    return render(request, "notify/digest.html", context)


@require_POST
def digest_choose(request: HttpRequest) -> HttpResponse:
    actor = taking_part(request)
    try:
        actions.choose_digest(actor=actor, pace=request.POST.get("pace", ""))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    else:
        messages.success(request, _("Saved."))
    return redirect("digest_page")


@require_POST
def mail_again(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    actions.send_again(actor=actor, mail=queries.get_mail(actor, code))
    return redirect("mail_list")


def _mail_row(actor: Actor, mail: Mail) -> dict[str, object]:
    again = can_send_again(actor, mail) and mail.state in DOUBTFUL
    return {"mail": mail, "again": again, "readable": may_read(actor, mail), "advice": advice_on(mail)}


def _row(message: Message) -> dict[str, object]:
    headline, detail = wording(message.kind, message.values)
    glyph = KINDS[message.kind].glyph
    return {"message": message, "headline": headline, "detail": detail, "glyph": glyph}
