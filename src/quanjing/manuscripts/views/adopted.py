"""For the unit: what became of its texts, the answer from above, and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.manuscripts import actions, queries
from quanjing.manuscripts.models import Exclusion, Withdrawal
from quanjing.manuscripts.queries.words import text_of, title_of
from quanjing.manuscripts.queries.writing import entries_with_words
from quanjing.manuscripts.rules import can_withdraw
from quanjing.submissions.queries import get_submission


@require_GET
def adopted_page(request: HttpRequest, code: str) -> HttpResponse:
    """Each entry of a report with where it stands, to whom that went, and what was answered."""
    actor = signed_in(request)
    submission = get_submission(actor, code)
    entries = list(entries_with_words().filter(submission=submission).order_by("block__position", "row"))
    ids = [entry.pk for entry in entries]
    adopted = queries.adopted_of(submission)
    withdrawn = {one.entry_id: one for one in Withdrawal.objects.filter(entry__in=ids)}
    excluded = Exclusion.objects.filter(entry__in=ids).select_related("compilation__organization")
    aside = {one.entry_id: one for one in excluded}
    rows = [
        {
            "entry": entry,
            "title": title_of(entry),
            "text": text_of(entry),
            "adopted": adopted.get(entry.pk, []),
            "withdrawn": withdrawn.get(entry.pk),
            "excluded": aside.get(entry.pk),
            "may_withdraw": entry.pk not in withdrawn and can_withdraw(actor, entry),
        }
        for entry in entries
    ]
    return render(request, "manuscripts/adopted.html", {"submission": submission, "rows": rows})


@require_http_methods(["GET", "POST"])
def entry_withdraw(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """GET says what withdrawing means; POST does it."""
    actor = signed_in(request)
    submission = get_submission(actor, code)
    found = entries_with_words().filter(submission=submission, code=entry).first()
    if found is None:
        raise Missing
    if request.method == "POST":
        actions.withdraw(actor=actor, entry=found, reason=request.POST.get("reason", ""))
        messages.success(request, _("Withdrawn. Whoever compiles was told."))
        return redirect("adopted_page", code=code)
    context = {
        "submission": submission,
        "entry": found,
        "title": title_of(found),
        "adopted": queries.adopted_of(submission).get(found.pk, []),
        "may_withdraw": can_withdraw(actor, found),
        "withdrawn": Withdrawal.objects.filter(entry=found).first(),
    }
    return render(request, "manuscripts/withdraw.html", context)
