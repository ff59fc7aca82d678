"""The list of messages, the number beside the bell."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.notify import actions, queries
from quanjing.notify.forms import MessagesForm
from quanjing.notify.kinds import KINDS, wording
from quanjing.notify.models import Message
from quanjing.notify.rules import can_send_again

SORTS = {"newest": ("-created_at", "-pk")}


@require_GET
def message_list(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    page = page_of(request, queries.visible_to(actor), SORTS)
    rows = [_row(message) for message in page.rows]
    unread = [message.pk for message in page.rows if message.read_at is None]
    context = {"page": page, "rows": rows, "unread": unread, "unread_total": queries.unread_count(actor)}
    return render(request, "notify/list.html", context)


@require_GET
def message_count(request: HttpRequest) -> HttpResponse:
    count = queries.unread_count(signed_in(request))
    return render(request, "notify/count.html", {"count": count})


@require_POST
def message_read(request: HttpRequest) -> HttpResponse:
    """Mark the named messages as read; then go to the one message's thing, or back to the list."""
    actor = signed_in(request)
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
    page = page_of(request, queries.mails_visible_to(actor), SORTS)
    rows = [(mail, can_send_again(actor, mail) and mail.state in actions.DOUBTFUL) for mail in page.rows]
    return render(request, "notify/mails.html", {"page": page, "rows": rows})


@require_POST
def mail_again(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    actions.send_again(actor=actor, mail=queries.get_mail(actor, code))
    return redirect("mail_list")


def _row(message: Message) -> dict[str, object]:
    headline, detail = wording(message.kind, message.values)
    glyph = KINDS[message.kind].glyph
    return {"message": message, "headline": headline, "detail": detail, "glyph": glyph}
