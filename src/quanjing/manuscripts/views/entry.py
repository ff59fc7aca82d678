"""One entry with those that are like it, side by side; no verdict, a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.likeness.actions import passages_of
from quanjing.manuscripts import actions, queries
from quanjing.manuscripts.models import Compilation, Exclusion, Merged
from quanjing.manuscripts.queries import Card
from quanjing.manuscripts.queries.writing import entries_with_words
from quanjing.manuscripts.rules import can_edit
from quanjing.submissions.models import Entry

Pieces = list[tuple[bool, str]]  # whether it stands in the other as well, and the words


@dataclass(frozen=True, slots=True)
class Beside:
    """Another entry with both texts cut where the same words stand."""

    card: Card
    share: int
    own: Pieces
    other: Pieces


@require_http_methods(["GET", "POST"])
def manuscript_entry(request: HttpRequest, code: str, entry: str) -> HttpResponse:
    """GET shows the whole entry; POST merges, separates, sets aside or takes back (`do`)."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    found = queries.get_entry(actor, compilation, entry)
    problems: tuple[object, ...] = ()
    if request.method == "POST":
        try:
            return _done(request, compilation, found)
        except Invalid as error:
            problems = error.problems
    merged = Merged.objects.filter(compilation=compilation, lead=found).values("entry")
    context = {
        "compilation": compilation,
        "card": queries.cards_of(compilation, [found], whole=True)[0],
        "excluded": Exclusion.objects.filter(compilation=compilation, entry=found).first(),
        "merged": queries.cards_of(compilation, entries_with_words().filter(pk__in=merged), whole=True),
        "beside": _beside(compilation, found),
        "may_edit": can_edit(actor, compilation),
        "problems": problems,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "manuscripts/entry.html", context, status=422 if problems else 200)


def _done(request: HttpRequest, compilation: Compilation, entry: Entry) -> HttpResponse:
    actor, does = signed_in(request), request.POST.get("do", "")
    if does == "merge":
        ticked = [entry.code, *request.POST.getlist("entry")]
        count = actions.merge_entries(actor=actor, compilation=compilation, entries=ticked)
        words = ngettext("%(count)d entry counts once.", "%(count)d entries count once.", count)
        messages.success(request, words % {"count": count})
    elif does == "separate":
        actions.separate(actor=actor, compilation=compilation, entry=entry)
        messages.success(request, _("They stand alone again."))
    elif does == "exclude":
        reason = request.POST.get("reason", "")
        actions.exclude(actor=actor, compilation=compilation, entry=entry, reason=reason)
        messages.success(request, _("Not for collation; the unit was told the official channel."))
    elif does == "readmit":
        actions.readmit(actor=actor, compilation=compilation, entry=entry)
        messages.success(request, _("It is in the pool again."))
    else:
        raise Missing
    return redirect("manuscript_entry", code=compilation.code, entry=entry.code)


def _beside(compilation: Compilation, entry: Entry) -> list[Beside]:
    sides = queries.similar_to(compilation, entry)
    if not sides:
        return []
    cards = {side.row.pk: side for side in sides}
    shown = []
    for row, found in passages_of([side.row for side in sides]):
        side, passages = cards[row.pk], found.match.passages
        own = _pieces(found.one.text, sorted((one.start, one.end) for one in passages))
        other = _pieces(found.other.text, sorted((one.other_start, one.other_end) for one in passages))
        shown.append(Beside(side.card, side.share, own, other))
    return shown


def _pieces(text: str, places: Iterable[tuple[int, int]]) -> Pieces:
    pieces, done = [], 0
    for start, end in places:
        start = max(start, done)
        if start < end:
            pieces += [(False, text[done:start]), (True, text[start:end])]
            done = end
    return [piece for piece in [*pieces, (False, text[done:])] if piece[1]]
