"""One document: its page while it is written and afterwards, its preview, its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongwen.errors import GongwenError, MissingFace
from quanjing.documents import actions, forms, queries
from quanjing.documents.models import Document
from quanjing.documents.rules import can_approve, can_write, needs_approval
from quanjing.documents.views.page_model import LABELS, TITLES, sections
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Missing, Problem, WrongState
from quanjing.foundation.http import attachment, signed_in

FORMS = ("docx", "pdf")


@require_http_methods(["GET", "POST"])
def document_page(request: HttpRequest, code: str) -> HttpResponse:
    """While it is written: the fields beside the pages. Afterwards: number, editions, what can be done."""
    actor = signed_in(request)
    document = queries.get_document(actor, code)
    if request.method == "POST":
        return _keep(request, actor, document)
    return shown(request, document)


def shown(
    request: HttpRequest, document: Document, problems: Iterable[Problem] = (), status: int = 200, **more: Any
) -> HttpResponse:
    """The page with what is wrong; `typed` in the place of what is kept."""
    actor = signed_in(request)
    problems = tuple(problems)
    typed: forms.Typed | None = more.pop("typed", None)
    can_edit = document.is_draft and can_write(actor, document)
    files = list(document.annex_files.select_related("file").order_by("pk"))
    context = {
        "document": document,
        "problems": problems,
        "editions": list(document.editions.select_related("docx", "pdf")),
        "files": files,
        "expected": actions.expected(document),
        "may_write": can_write(actor, document),
        "may_approve": can_approve(actor, document),
        "needs_approval": needs_approval(document) and not can_approve(actor, document),
    }
    if can_edit:
        context["sections"] = sections(document, typed.facts if typed else document.facts, files, problems)
        context["all_series"] = list(queries.series_of(actor))
        context["series_code"] = typed.series if typed else document.series.code if document.series else ""
        context["loose"] = [one for one in problems if not _is_placed(one.where)]
    template = "documents/compose.html" if can_edit else "documents/document.html"
    return render(request, template, context | more, status=status)


@require_GET
def document_preview(request: HttpRequest, code: str) -> HttpResponse:
    """The pages as pictures, what the checker finds, which faces were substituted; a fragment."""
    document = queries.get_document(signed_in(request), code)
    last = document.editions.select_related("docx", "pdf").first()
    context: dict[str, Any] = {"document": document}
    try:
        if last is not None and not document.is_draft and not document.is_asked:
            context["preview"] = actions.edition_preview(edition=last)
        else:
            context["preview"] = actions.preview(document=document, number=actions.expected(document))
    except Invalid as error:
        context["missing"] = [(_label_of(one.where), one.message) for one in error.problems]
    except MissingFace as error:
        context["faces"] = error.values["faces"]
    except GongwenError as error:
        context["failure"] = error.message(get_language() or "en")
    return render(request, "documents/_preview.html", context)


@require_GET
def document_draft(request: HttpRequest, code: str, form: str) -> HttpResponse | FileResponse:
    """The draft as Word or PDF, without a number: it gets one when it is final."""
    document = queries.get_document(signed_in(request), code)
    if form not in FORMS:
        raise Missing
    facts, number = document.facts, document.doc_number
    try:
        if form == "docx":
            data = actions.draw_docx(kind=document.kind, facts=facts, number=number)
        else:
            drawn = actions.draw(kind=document.kind, facts=facts, number=number, strict=document.strict)
            data = drawn.pdf
    except (Invalid, GongwenError) as error:
        return shown(request, document, problems_of(error), status=422)
    name = _("%(title)s (draft)") % {"title": str(document)[:80]}
    return attachment(data, f"{name}.{form}")


@require_GET
def document_file(request: HttpRequest, code: str, number: int, form: str) -> FileResponse:
    """A file of an edition, as it was frozen."""
    edition = queries.edition(queries.get_document(signed_in(request), code), number)
    if form not in FORMS:
        raise Missing
    return as_response(edition.docx if form == "docx" else edition.pdf)


@require_GET
def document_annex(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file that was put to the document."""
    document = queries.get_document(signed_in(request), code)
    return as_response(queries.annex_file(document, file).file)


def problems_of(error: Invalid | GongwenError) -> tuple[Problem, ...]:
    if isinstance(error, GongwenError):
        return (Problem("", error.message(get_language() or "en")),)
    return error.problems or (Problem("", str(error)),)


def _keep(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    """Keep what is typed; then the file that came along, or the step that was asked for."""
    by_script = request.headers.get("X-Requested-With") == "fetch"
    typed = forms.read_page(request.POST)
    try:
        series = queries.get_series(actor, typed.series) if typed.series else None
        document = actions.save(
            actor=actor, document=document, facts=typed.facts, series=series,
            strict=typed.strict, version=typed.version,
        )  # fmt: skip
        if by_script:
            return render(request, "documents/_saved.html", {"document": document})
        return _next(request, actor, document)
    except Conflict as conflict:
        return _conflict(request, queries.get_document(actor, document.code), typed, conflict, by_script)
    except (Invalid, GongwenError) as error:
        fresh = queries.get_document(actor, document.code)
        return shown(request, fresh, problems_of(error), status=422)


def _next(request: HttpRequest, actor: Actor, document: Document) -> HttpResponse:
    upload = request.FILES.get("annex")
    if upload is not None:
        name = upload.name or ""
        data = read_upload(cast(BinaryIO, upload), name)
        actions.attach(actor=actor, document=document, name=name, data=data)
        return redirect("document_page", code=document.code)
    try:
        if request.POST.get("step") == "finalize":
            actions.finalize(actor=actor, document=document, version=document.version)
            messages.success(request, _("Final. Word and PDF are kept as they are now."))
        elif request.POST.get("step") == "ask":
            actions.ask(actor=actor, document=document, version=document.version)
            messages.success(request, _("The head was asked to approve it."))
    except WrongState as error:
        messages.error(request, str(error))
    return redirect("document_page", code=document.code)


def _conflict(
    request: HttpRequest, document: Document, typed: forms.Typed, conflict: Conflict, by_script: bool
) -> HttpResponse:
    """Both versions of what differs; what was typed stays, and saving again decides for it."""
    differences = [
        (_label_of(name), _in_lines(conflict.theirs[name]), _in_lines(conflict.yours.get(name)))
        for name in conflict.theirs
    ]
    context = {"document": document, "differences": differences}
    if by_script:
        return render(request, "documents/_conflict.html", context, status=409)
    return shown(request, document, status=409, typed=typed, conflict=context)


def _in_lines(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(" · ".join(str(part) for part in row.values() if part) for row in value)
    return str(value or "")


def _label_of(where: str) -> str:
    name, _dot, rest = where.partition(".")
    row, _dot, field = rest.partition(".")
    if field:
        return f"{TITLES[name]} {int(row) + 1} · {LABELS[f'{name}.{field}']}"
    return str(TITLES[name] if name in TITLES else LABELS.get(name, ""))


def _is_placed(where: str) -> bool:
    return bool(where) and where.split(".")[0] in {*LABELS, *TITLES}
