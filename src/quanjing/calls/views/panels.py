"""The desk: panels, judges, allotting, rounds, files to be cleared."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls.actions import allotting, blind_copies, conflicts, judge_lists, panels, rounds
from quanjing.calls.actions.panels import GuestWanted, Slip
from quanjing.calls.enums import Round
from quanjing.calls.forms.panels import (
    ConflictForm,
    DueForm,
    GuestForm,
    JudgeForm,
    ListForm,
    PanelForm,
    named_bodies,
)
from quanjing.calls.models import Call, Judge, Panel
from quanjing.calls.queries.allotments import plan_of
from quanjing.calls.queries.blind import seen_file
from quanjing.calls.queries.judge_candidates import bodies_to_name, posts_to_choose
from quanjing.calls.queries.panel_results import harshness_of
from quanjing.calls.queries.panels import (
    desk_application,
    desk_call,
    desk_judge,
    desk_panel,
    judged_of,
    panel_rows,
    sittings_of,
)
from quanjing.calls.rules.judging import may_skip_panel, need_run
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of


@require_GET
def panel_list(request: HttpRequest, code: str) -> HttpResponse:
    """The panels of a call: who judges, how far the work is, which round is open."""
    call = run_by(request, code)[1]
    sittings = sittings_of(call)
    rows = panel_rows(call)
    harsh = harshness_of(call)
    table = [(row.judge, harsh[row.judge.pk]) for one in rows for row in one.judges if row.judge.pk in harsh]
    context = {
        "call": call,
        "rows": rows,
        "harsh": table,
        "sittings": [
            (round, sittings.get(round)) for round in Round if round == Round.PAPER or call.show_share
        ],
        "paper": sittings.get(Round.PAPER),
        "show": sittings.get(Round.SHOW),
        "judged": judged_of(call).count(),
        "decision": call.decisions.order_by("-number").first(),
        "may_skip": may_skip_panel(call),
    }
    return render(request, "calls/panel_list.html", context)


@require_http_methods(["GET", "POST"])
def panel_new(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a panel."""
    actor, call = run_by(request, code)
    return _panel_form(request, actor, call, None)


@require_http_methods(["GET", "POST"])
def panel_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a panel's name, round and directions."""
    actor = signed_in(request)
    panel = desk_panel(actor, code)
    need_run(actor, panel.call)
    return _panel_form(request, actor, panel.call, panel)


@never_cache
@require_http_methods(["GET", "POST"])
def panel_judges(request: HttpRequest, code: str) -> HttpResponse:
    """Add judges: a guest, several from a list or table, holders of posts of the tree."""
    actor = signed_in(request)
    panel = desk_panel(actor, code)
    need_run(actor, panel.call)
    way = request.POST.get("way", "")
    guest = GuestForm(request.POST if way == "guest" else None)
    several = ListForm(
        request.POST if way == "list" else None,
        request.FILES or None,
        initial={"ends_on": guest.initial["ends_on"]},
    )
    try:
        if way == "guest" and guest.is_valid():
            return _invited(request, actor, panel, [_one_guest(guest)])
        if way == "list" and several.is_valid():
            return _invited(request, actor, panel, _several(several))
        if way == "posts":
            posts = posts_to_choose(actor, codes=request.POST.getlist("post"))
            made = panels.choose_judges(actor=actor, panel=panel, posts=list(posts))
            _said_added(request, len(made))
            return redirect("panel_list", code=panel.call.code)
    except Invalid as error:
        _take(request, guest if way == "guest" else several, error)
    text = request.GET.get("text", "")
    posts = posts_to_choose(actor, text=text) if text.strip() else posts_to_choose(actor, codes=[])
    context = {
        "panel": panel, "call": panel.call, "guest": guest, "several": several, "text": text, "posts": posts,
        "bodies": bodies_to_name(actor), "way": way,
    }  # fmt: skip
    status = 422 if guest.errors or several.errors else 200
    return render(request, "calls/panel_judges.html", context, status=status)


@require_http_methods(["GET", "POST"])
def judge_page(request: HttpRequest, code: str) -> HttpResponse:
    """A judge as the desk sees him: unit and bodies, conflicts, what was allotted."""
    actor = signed_in(request)
    judge = desk_judge(actor, code)
    call = judge.panel.call
    need_run(actor, call)
    bodies = _(", ").join(body.name for body in judge.units.all())
    form = JudgeForm(request.POST or None, initial={"unit": judge.unit, "bodies": bodies})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            panels.change_judge(
                actor=actor, judge=judge, unit=given["unit"], bodies=named_bodies(given["bodies"])
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Conflicts were looked for anew."))
            return redirect("judge_page", code=code)
    context = {
        "judge": judge, "call": call, "form": form, "conflict": ConflictForm(),
        "bodies": bodies_to_name(actor),
        "conflicts": judge.conflicts.select_related("application__organization"),
        "scores": page_of(request, judge.scores.select_related("application__organization"),
                          {"number": ("round", "application__blind")}),
    }  # fmt: skip
    return render(request, "calls/judge_page.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def judge_step(request: HttpRequest, code: str) -> HttpResponse:
    """A step on a judge: a conflict set or taken back, a new link, a polite word, leaving."""
    actor = signed_in(request)
    judge = desk_judge(actor, code)
    call, step = judge.panel.call, request.POST.get("step", "")
    need_run(actor, call)
    try:
        if step == "link":
            slip = Slip(judge, panels.new_link(actor=actor, judge=judge))
            return _slips(request, judge.panel, [slip])
        _take_step(request, actor, judge, step)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    if step in ("urge", "leave"):
        return redirect("panel_list", code=call.code)
    return redirect("judge_page", code=code)


@require_http_methods(["GET", "POST"])
def panel_allot(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """The allotment as it is going to be, and its confirmation."""
    actor, call = run_by(request, code)
    if round not in Round.values:
        raise Missing
    form = DueForm(request.POST or None)
    if request.method == "POST" and "seed" in request.POST:
        allotting.print_seed(actor=actor, call=call)
        return redirect("panel_allot", code=code, round=round)
    if request.method == "POST" and form.is_valid():
        try:
            plan = allotting.allot_scores(
                actor=actor, call=call, round=round, digest=request.POST.get("digest", ""),
                due_on=form.cleaned_data["due_on"],
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
        else:
            words = ngettext(
                "%(count)d sheet was allotted.", "%(count)d sheets were allotted.", len(plan.new)
            )
            messages.success(request, words % {"count": len(plan.new)})
            return redirect("panel_list", code=code)
    sitting = sittings_of(call).get(round)
    if sitting is not None and not form.is_bound:
        form.initial = {"due_on": sitting.due_on}
    context = {"call": call, "plan": plan_of(call, round), "round": Round(round), "form": form}
    return render(request, "calls/panel_allot.html", context, status=422 if form.errors else 200)


@require_POST
def panel_round(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """Close a round, open it again, or ask all who have not finished."""
    actor, call = run_by(request, code)
    step = request.POST.get("step", "")
    if step == "close":
        rounds.close_round(actor=actor, call=call, round=round)
        messages.success(request, _("The round is closed; nothing is scored any more."))
    elif step == "reopen":
        rounds.reopen_round(actor=actor, call=call, round=round)
    elif step == "urge":
        judges = list(Judge.objects.filter(panel__call=call, left_at=None))
        _said_asked(request, rounds.urge_judges(actor=actor, call=call, judges=judges))
    else:
        raise Missing
    return redirect("panel_list", code=code)


@require_GET
def panel_files(request: HttpRequest, code: str) -> HttpResponse:
    """Pictures and scans, which judges of a blind round see only once the desk has cleared them."""
    _actor, call = run_by(request, code)
    page = page_of(
        request, judged_of(call).select_related("organization", "call"), {"number": ("number", "pk")}
    )
    rows = [(one, blind_copies.unreadable_files(one)) for one in page.rows]
    context = {"call": call, "page": page, "rows": [(one, files) for one, files in rows if files]}
    return render(request, "calls/panel_files.html", context)


@require_http_methods(["GET", "POST"])
def panel_file(request: HttpRequest, code: str, application: str, place: int) -> Any:
    """One of these files as it was sent; by POST it is cleared, or the clearing taken back."""
    actor, call = run_by(request, code)
    one = desk_application(call, application)
    seen = seen_file(one, place)
    if request.method == "GET":
        return as_response(seen.file, request=request)
    rounds.clear_file(actor=actor, application=one, file=seen.file, clear=request.POST.get("clear") == "1")
    return redirect("panel_files", code=code)


def run_by(request: HttpRequest, code: str) -> tuple[Actor, Call]:
    """Who asks, and the call whose panels that desk runs. Raises `Missing`, `Denied`."""
    actor = signed_in(request)
    call = desk_call(actor, code)
    need_run(actor, call)
    return actor, call


def _panel_form(request: HttpRequest, actor: Actor, call: Call, panel: Panel | None) -> HttpResponse:
    form = PanelForm(call, request.POST or None, panel=panel)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = panels.save_panel(
                actor=actor, call=call, name=given["name"], directions=form.chosen(),
                round=given["round"], panel=panel,
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
        else:
            if panel is None:
                return redirect("panel_judges", code=made.code)
            return redirect("panel_list", code=call.code)
    context = {"form": form, "call": call, "panel": panel}
    return render(request, "calls/panel_form.html", context, status=422 if form.errors else 200)


def _one_guest(form: GuestForm) -> GuestWanted:
    given = form.cleaned_data
    bodies = tuple(named_bodies(given["bodies"]))
    return GuestWanted(given["name"], given["unit"], _day(given), given["email"], bodies)


def _several(form: ListForm) -> list[GuestWanted]:
    given = form.cleaned_data
    if given["file"]:
        return judge_lists.judges_in_table(given["file"].read(), _day(given))
    return judge_lists.judges_in_text(given["text"], _day(given))


def _day(given: dict[str, Any]) -> Any:
    if given["ends_on"] is None:
        raise Invalid([Problem("ends_on", _("Until which day is the judge invited?"))])
    return given["ends_on"]


def _invited(request: HttpRequest, actor: Actor, panel: Panel, guests: list[GuestWanted]) -> HttpResponse:
    slips = panels.invite_judges(actor=actor, panel=panel, guests=guests)
    if "mail" in request.POST:
        sent = judge_lists.mail_links(actor=actor, panel=panel, slips=slips)
        words = ngettext("%(count)d mail was sent.", "%(count)d mails were sent.", sent) % {"count": sent}
        messages.success(request, words)
    _said_added(request, len(slips))
    return _slips(request, panel, slips)


def _slips(request: HttpRequest, panel: Panel, slips: list[Slip]) -> HttpResponse:
    shown = [(slip, request.build_absolute_uri(slip.link)) for slip in slips if slip.link]
    context = {"panel": panel, "call": panel.call, "slips": shown, "known": len(slips) - len(shown)}
    return render(request, "calls/panel_slips.html", context)


def _take_step(request: HttpRequest, actor: Actor, judge: Judge, step: str) -> None:
    if step == "conflict":
        number = request.POST.get("number", "")
        found = judged_of(judge.panel.call).filter(number=int(number) if number.isdigit() else 0).first()
        if found is None:
            raise Invalid([Problem("number", _("There is no application with this number."))])
        conflicts.set_conflict(
            actor=actor, judge=judge, application=found, reason=request.POST.get("reason", "")
        )
    elif step == "lift":
        key = request.POST.get("conflict", "")
        conflicts.lift_conflict(actor=actor, judge=judge, conflict=int(key) if key.isdigit() else 0)
    elif step == "urge":
        _said_asked(request, rounds.urge_judges(actor=actor, call=judge.panel.call, judges=[judge]))
    elif step == "leave":
        panels.let_judge_leave(actor=actor, judge=judge)
    else:
        raise Missing


def _take(request: HttpRequest, form: GuestForm | ListForm, error: Invalid) -> None:
    """Problems of the only guest at their fields, of several with their line."""
    if not form.is_bound:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return
    for problem in error.problems:
        place, _dot, where = problem.where.partition(".")
        if isinstance(form, GuestForm) or not where:
            form.add_error(where if where in form.fields else None, str(problem.message))
        else:
            words = _("Line %(line)d: %(what)s") % {"line": int(place) + 1, "what": problem.message}
            form.add_error(None, words)


def _said_added(request: HttpRequest, number: int) -> None:
    words = ngettext("%(count)d judge was added.", "%(count)d judges were added.", number)
    messages.success(request, words % {"count": number})


def _said_asked(request: HttpRequest, number: int) -> None:
    words = ngettext("%(count)d judge was asked.", "%(count)d judges were asked.", number)
    messages.success(request, words % {"count": number})
