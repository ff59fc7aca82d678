"""Passages side by side, a look at a text before it is sent, and the texts to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.directives.models import Directive
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.likeness import actions, forms, queries
from quanjing.likeness.actions import Found
from quanjing.likeness.models import ReferenceText
from quanjing.likeness.rules import can_keep_references
from quanjing.submissions.models import Entry
from quanjing.submissions.queries import get_submission, page_of_report
from quanjing.submissions.rules import can_report


@dataclass(frozen=True, slots=True)
class Beside:
    """A passage of the text and, where the reader may see it, the place in the other."""

    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One source as the reader may see it: without a name it is another report, and only that."""

    share: int
    name: str
    kind: str  # reference, notice, own, report, hidden
    code: str  # of the submission, where it may be opened
    passages: tuple[Beside, ...]


@require_GET
def likeness_page(request: HttpRequest, code: str) -> HttpResponse:
    """What of a report's texts stands elsewhere, entry by entry."""
    actor = signed_in(request)
    submission = get_submission(actor, code)
    rows = list(queries.likenesses_of(submission))
    entries = {row.entry_id: row.entry for row in rows}
    assignment = submission.assignment
    blocks = list({entry.block_id: entry.block for entry in entries.values()}.values())
    scope = actions.scope_of(assignment.directive, assignment.organization_id, assignment.pk, blocks)
    seen = queries.seen_by(actor, [row.other_id for row in rows if row.other_id])
    groups = []
    for entry in entries.values():
        own = [row for row in rows if row.entry_id == entry.pk]
        found = actions.passages_of(entry, scope, own)
        groups.append((entry, [_shown(actor, text, one, seen) for _row, text, one in found]))
    return render(request, "likeness/page.html", {"submission": submission, "groups": groups})


@require_POST
def text_check(request: HttpRequest, code: str) -> HttpResponse:
    """A look at the texts of a draft as typed; nothing is kept, and sending does not depend on it."""
    actor = signed_in(request)
    page = page_of_report(actor, code)
    if not can_report(actor, page.parts[0].assignment):
        raise Denied
    blocks = [place.block for place in page.places]
    body = page.parts[0].assignment.organization_id
    scope = actions.scope_of(page.directive, body, None, blocks)
    looked = []
    for label, text in forms.read_texts(request.POST, page):
        found = actions.find(text, scope)
        looked.append((label, text, [one for one in found if not _same_page(one, page.directive, body)]))
    sources = [one.source for _label, _text, found in looked for one in found]
    seen = queries.seen_by(actor, [source.pk for source in sources if isinstance(source, Entry)])
    results = [(label, [_shown(actor, text, one, seen) for one in found]) for label, text, found in looked]
    return render(request, "likeness/check.html", {"results": results})


@require_http_methods(["GET", "POST"])
def reference_list(request: HttpRequest) -> HttpResponse:
    """The texts that the own desk compares with, and one more."""
    actor = signed_in(request)
    if not can_keep_references(actor):
        raise Denied
    error = ""
    if request.method == "POST":
        try:
            name, data = _upload(request)
            title = request.POST.get("title", "")
            actions.add_reference(actor=actor, title=title, name=name, data=data)
        except GongwenError as refused:
            error = refused.message(get_language() or "en")
        except Invalid as invalid:
            error = str(invalid.problems[0].message)
        else:
            messages.success(request, _("From now on reports are compared with this text."))
            return redirect("reference_list")
    context = {"references": queries.references_kept_by(actor), "error": error}
    return render(request, "likeness/references.html", context, status=422 if error else 200)


@require_POST
def reference_remove(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep_references(actor):
        raise Denied
    actions.remove_reference(actor=actor, reference=queries.get_reference(actor, code))
    messages.success(request, _("Removed."))
    return redirect("reference_list")


def _upload(request: HttpRequest) -> tuple[str, bytes]:
    upload = request.FILES.get("file")
    name = (upload.name if upload else "") or ""
    return name, read_upload(cast(BinaryIO, upload), name) if upload else b""


def _same_page(found: Found, directive: Directive, organization_id: int) -> bool:
    """Whether a source is what the same body sent for the same notice: the draft's own earlier version."""
    if not isinstance(found.source, Entry):
        return False
    assignment = found.source.submission.assignment
    return assignment.directive_id == directive.pk and assignment.organization_id == organization_id


def _shown(actor: Actor, text: str, found: Found, seen: Iterable[int]) -> Shown:
    """What the actor may see of a source: without a right to the report neither name nor other words."""
    share = max(1, round(100 * found.match.share))
    source = found.source
    own = [text[one.start : one.end] for one in found.match.passages]
    if isinstance(source, Entry) and source.pk not in seen:
        return Shown(share, "", "hidden", "", tuple(Beside(words, "") for words in own))
    others = [found.text[one.other_start : one.other_end] for one in found.match.passages]
    beside = tuple(Beside(*pair) for pair in zip(own, others, strict=True))
    if isinstance(source, ReferenceText):
        return Shown(share, source.title, "reference", "", beside)
    if isinstance(source, Directive):
        return Shown(share, str(source), "notice", "", beside)
    assignment = source.submission.assignment
    name = " · ".join([assignment.organization.name, assignment.directive.title, assignment.task.name])
    kind = "own" if assignment.organization_id == actor.organization_id else "report"
    return Shown(share, name, kind, source.submission.code, beside)
