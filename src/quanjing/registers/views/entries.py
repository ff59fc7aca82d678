"""One entry: shown, entered, changed, moved on, handed over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.audit.kinds import label
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation import facts as known_facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import get as get_organization
from quanjing.registers import actions, queries
from quanjing.registers.enums import OPEN, EntryState, Opinion, Outcome, Role
from quanjing.registers.forms import AskForm, EntryForm, HandOverForm, LogForm, ReasonForm, initial_of
from quanjing.registers.models import RegisterEntry, RegisterKind
from quanjing.registers.rules import can_decide, can_keep, can_write, filing_day, is_decided_early, is_late

Step = Callable[[Actor, RegisterEntry, str], object]
STEPS: dict[str, Step] = {
    "file": lambda actor, one, _reason: actions.file_entry(actor=actor, entry=one),
    "take-back": lambda actor, one, _reason: actions.take_back(actor=actor, entry=one),
    "accept": lambda actor, one, _reason: actions.accept(actor=actor, entry=one),
    "send-back": lambda actor, one, reason: actions.send_back(actor=actor, entry=one, reason=reason),
    "close": lambda actor, one, reason: actions.close(actor=actor, entry=one, reason=reason),
    "look-again": lambda actor, one, _reason: actions.look_again(actor=actor, entry=one),
    "reopen": lambda actor, one, _reason: actions.reopen(actor=actor, entry=one),
}


@require_http_methods(["GET", "POST"])
def register_enter(request: HttpRequest, code: str) -> HttpResponse:
    """Enter something in a register; `replaces` is an entry whose new version it is."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    body = get_organization(actor, actor.organization_code)
    if not can_keep(actor) or kind not in queries.kinds_to_enter(actor, body):
        raise Denied
    old = request.POST.get("replaces") or request.GET.get("replaces", "")
    replaces = queries.get_entry(actor, old) if old else None
    initial = initial_of(replaces) if replaces else _given(request)
    form = _form(request, actor, kind, kind.template_id, initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(
                actor=actor, kind=kind, facts=form.facts(), file=_files_it(request), replaces=replaces
            )
        except Invalid as error:
            form.take_all(error.problems)
        except GongwenError as error:
            form.add_error(None, error.message(get_language() or ""))
        else:
            return redirect("register_entry", code=made.code)
    context = {"form": form, "kind": kind, "replaces": replaces, "titles": queries.post_titles(actor)}
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def entry_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change an entry."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    if not can_write(actor, entry):
        raise Denied
    form = _form(request, actor, entry.kind, entry.kind.template_id, initial_of(entry))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                actor=actor,
                entry=entry,
                facts=form.facts(entry.values),
                file=_files_it(request),
                version=form.cleaned_data["version"],
            )
        except Invalid as error:
            form.take_all(error.problems)
        except Conflict as error:
            form.add_error(None, str(error))
        except GongwenError as error:
            form.add_error(None, error.message(get_language() or ""))
        else:
            return redirect("register_entry", code=code)
    context = {"form": form, "kind": entry.kind, "entry": entry, "titles": queries.post_titles(actor)}
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@require_GET
def entry_page(request: HttpRequest, code: str) -> HttpResponse:
    """One entry with its dates, versions, hand-overs and history."""
    actor = signed_in(request)
    return render(request, "registers/entry.html", shown(actor, code))


@require_POST
def entry_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of an entry: filed, taken back, accepted, sent back, closed, taken up again, thrown away."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "")
    if step == "drop":
        actions.drop(actor=actor, entry=entry)
        return redirect("register_page", code=entry.kind.code)
    if step not in STEPS:
        raise Missing
    try:
        STEPS[step](actor, entry, reason)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("register_entry_edit" if step == "file" else "register_entry", code=code)
    return redirect("register_entry", code=code)


@require_http_methods(["GET", "POST"])
def entry_hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Hand an entry, or all that the same post holds in this body, to another post or office."""
    actor = signed_in(request)
    entry = queries.get_entry(actor, code)
    if not can_write(actor, entry):
        raise Denied
    asked = request.POST.get("role") or request.GET.get("role", "")
    role = Role.REVIEWER if asked == Role.REVIEWER else Role.HOLDER
    same = queries.held_alike(entry, role)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = [entry, *same] if given["everything"] else [entry]
        try:
            actions.hand_over(
                actor=actor, entries=chosen, role=role, to_title=given["to_title"], note=given["note"]
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            told = ngettext(
                "%(count)d entry was handed over.", "%(count)d entries were handed over.", len(chosen)
            )
            messages.success(request, told % {"count": len(chosen)})
            return redirect("register_entry", code=code)
    context = {
        "form": form, "entry": entry, "role": role, "others": len(same), "titles": queries.post_titles(actor),
        "before": getattr(entry, f"{role}_title"),
    }  # fmt: skip
    return render(request, "registers/hand_over.html", context, status=422 if form.errors else 200)


@require_GET
def entry_file(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file of an entry that the actor sees."""
    actor = signed_in(request)
    return as_response(queries.stored_file(queries.get_entry(actor, code), file))


def shown(actor: Actor, code: str) -> dict[str, Any]:
    """What the page of an entry shows."""
    page = queries.page_of_entry(actor, code)
    entry = page.entry
    waiting = next((one for one in page.versions if one.outcome == Outcome.WAITING), None)
    returned = next((one for one in reversed(page.versions) if one.outcome == Outcome.RETURNED), None)
    own, kind = can_write(actor, entry), entry.kind
    names_actor = entry.reviewer_id is not None and entry.reviewer_id == actor.post_id
    return {
        "page": page,
        "entry": entry,
        "kind": kind,
        "writes": own,
        "decides": waiting is not None and can_decide(actor, entry, waiting),
        "waiting": waiting,
        "returned": returned if entry.state == EntryState.RETURNED else None,
        "late": is_late(entry),
        "filing_day": filing_day(entry),
        "may_close": own and entry.state in (EntryState.CURRENT, EntryState.RETURNED),
        "is_open": entry.state in OPEN,
        "dormant": entry.dormant_on is not None and entry.dormant_on <= clock.today(),
        "looks_again": entry.is_in_force and bool(kind.review_months) and (own or names_actor),
        "log": LogForm(initial={"day": clock.today()}),
        "history": [(one, label(one.verb)) for one in queries.history_of_entry(entry)],
        "reason": ReasonForm(),
        **_procedures(actor, page, own=own),
    }


def _procedures(actor: Actor, page: queries.EntryPage, *, own: bool) -> dict[str, Any]:
    """What the page shows of reading, of steps and of bodies asked beforehand."""
    entry, kind = page.entry, page.entry.kind
    found: dict[str, Any] = {"opinions": Opinion, "early": is_decided_early(entry, page.consultations)}
    if kind.is_acknowledged and entry.is_in_force:
        if actor.reads_subtree:
            found["reading"] = queries.progress_of_reading(entry, actor.path)
        if not own and can_keep(actor):
            found["reads"] = True
            found["has_read"] = queries.has_read(actor, entry)
    if kind.is_consulted and own and entry.state != EntryState.CLOSED:
        found["ask"] = AskForm(None, bodies=queries.bodies_to_ask(entry.organization))
    return found


def _form(
    request: HttpRequest, actor: Actor, kind: RegisterKind, template_id: int, initial: dict[str, object]
) -> EntryForm:
    assert actor.organization_id is not None
    block = queries.block_of(template_id)
    fresh = "version" not in initial
    known = known_facts.known(actor.organization_id, actor) if fresh else {}
    return EntryForm(
        request.POST or None, request.FILES or None, kind=kind, block=block, known=known, initial=initial
    )


def _given(request: HttpRequest) -> dict[str, object]:
    """What a link proposes: a name and a day."""
    found = {"name": request.GET.get("name", "")[:200], "happens_on": request.GET.get("day", "")[:10]}
    return {key: value for key, value in found.items() if value}


def _files_it(request: HttpRequest) -> bool:
    return request.POST.get("then") == "file"
