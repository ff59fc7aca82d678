"""One submission: reading it, returning places of it, accepting it, comparing versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.sheets.queries import headers_of
from quanjing.submissions import actions, forms, queries, registry
from quanjing.submissions.actions.sealing import SEALABLE
from quanjing.submissions.models import Entry, ReturnNote, Submission
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.rules import can_report, can_review
from quanjing.submissions.views.desk import standing_of


@dataclass(slots=True)
class Cell:
    """A value as sent; `name` is that of its tick."""

    name: str
    label: str
    text: str
    file: StoredFile | None = None
    note: ReturnNote | None = None
    reason: str = ""
    is_long: bool = False
    ticked: bool = False
    error: str = ""


@dataclass(slots=True)
class EntryView:
    entry: Entry
    cells: list[Cell]
    whole: Cell
    sources: Sequence[Submission] = ()  # of units below, where the row was taken from them


@require_GET
def submission_page(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    return _page(request, submission)


@require_POST
def submission_accept(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    actions.accept(actor=actor, submission=submission)
    messages.success(request, _("Accepted."))
    return _next(request, submission)


@require_POST
def submission_return(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    try:
        wanted = forms.read_returns(request.POST, submission)
        actions.return_for_correction(
            actor=actor, submission=submission, notes=wanted.notes, due_at=wanted.due_at
        )
    except Invalid as error:
        return _page(request, submission, error.problems, status=422)
    messages.success(request, _("Sent back for correction."))
    return _next(request, submission)


@require_GET
def submission_compare(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Two versions of the same assignment, the older one on the left."""
    actor = signed_in(request)
    versions = [queries.get_submission(actor, code), queries.get_submission(actor, other)]
    old, new = sorted(versions, key=lambda submission: submission.version)
    if old.assignment_id != new.assignment_id:
        raise Missing
    prefetch_related_objects([old, new], *queries.with_content())
    context = {
        "old": old,
        "new": new,
        "changes": queries.compare(old, new),
        "versions": queries.shown_to(actor, queries.history(new)),
        "reviews": can_review(actor, new),
    }
    return render(request, "submissions/compare.html", context)


def _next(request: HttpRequest, submission: Submission) -> HttpResponse:
    following = queries.next_in_queue(signed_in(request), submission)
    return redirect("submission_page", code=following.code) if following else redirect("inbox")


def _page(
    request: HttpRequest, submission: Submission, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    actor = signed_in(request)
    prefetch_related_objects([submission], *queries.with_content())
    versions = list(queries.history(submission))
    reviews = can_review(actor, submission)
    newest = versions[0].pk == submission.pk
    shown = queries.shown_to(actor, versions)
    standing = standing_of(actor, submission) if reviews and newest else None
    decides = standing is not None and not standing.hindrance
    cells = Cells(request, submission, problems)
    context = {
        "submission": submission,
        "header": cells.header(),
        "entries": [cells.entry(entry) for entry in submission.entries.all()],
        "whole": cells.cell(".", "", ""),
        "whole_files": [
            sent.file for sent in submission.attachments.all() if sent.entry_id is None and not sent.field_key
        ],
        "joined": cells.sources.get(0, ()),
        "versions": shown,
        "earlier": next((one for one in shown if one.version < submission.version), None),
        "newest": shown[0],
        "may_return": decides and submission.state in ("submitted", "accepted", "nil"),
        "may_accept": decides and submission.state in ("submitted", "returned"),
        "standing": standing,
        "sealed": submission.sealed_copies.select_related("file"),
        "may_seal": newest and submission.state in SEALABLE and can_report(actor, submission.assignment),
        "following": queries.next_in_queue(actor, submission) if reviews else None,
        "due": request.POST.get("due") or (clock.today() + timedelta(days=forms.CORRECTION_DAYS)).isoformat(),
        "problems": problems,
        "remarks": registry.remarks(submission),
    }
    return render(request, "submissions/review.html", context, status=status)


class Cells:
    """Values with their ticks, as typed where something was wrong."""

    def __init__(self, request: HttpRequest, submission: Submission, problems: tuple[Problem, ...]) -> None:
        self.submission = submission
        self.ticked = request.POST.getlist("return")
        self.reasons = forms.reasons_of(request.POST)
        self.errors = {problem.where: str(problem.message) for problem in problems}
        self.files = {sent.file.code: sent.file for sent in submission.attachments.all()}
        self.sources = queries.sources_of(submission)
        self.notes = {(note.entry_id, note.field_key): note for note in submission.return_notes.all()}

    def cell(self, name: str, label: str, value: object, *, note: ReturnNote | None = None) -> Cell:
        number = self.ticked.index(name) if name in self.ticked else -1
        return Cell(
            name=name,
            label=label,
            text=as_text(value),
            note=note,
            reason=self.reasons.get(name, ""),
            ticked=number >= 0,
            error=self.errors.get(f"returns.{number}", ""),
        )

    def header(self) -> list[Cell]:
        labels = {field.key: field.label for field in self._header_fields()}
        return [
            self.cell(f".{key}", labels.get(key, key), value, note=self.notes.get((None, key)))
            for key, value in self.submission.header.items()
        ]

    def entry(self, entry: Entry) -> EntryView:
        cells = []
        for field in entry.block.fields.all():
            made = self.cell(
                f"{entry.code}.{field.key}",
                field.label,
                entry.values.get(field.key),
                note=self.notes.get((entry.pk, field.key)),
            )
            made.is_long = field.type == FieldType.LONGTEXT
            made.file = self.files.get(made.text) if field.type in FILE_TYPES else None
            cells.append(made)
        whole = self.cell(f"{entry.code}.", "", "", note=self.notes.get((entry.pk, "")))
        return EntryView(entry, cells, whole, self.sources.get(entry.pk, ()))

    def _header_fields(self) -> list[Field]:
        templates = {block.template_id for block in self.submission.assignment.task.blocks.all()}
        return [field for block in headers_of(templates) for field in block.fields.all()]
