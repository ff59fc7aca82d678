"""Items: the list, one of them with what is said against it, adding one, a table of many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import looked_at, posted_file
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import attachment, taking_part
from quanjing.foundation.paging import page_of
from quanjing.influence import actions, queries
from quanjing.influence.enums import ContestState, ItemState
from quanjing.influence.forms import AnswerForm, ContestForm, ItemFilterForm, ItemForm, initial_of_item
from quanjing.influence.models import Contest, Measurement, PublicItem
from quanjing.influence.queries.items import SORTS
from quanjing.influence.rules import can_add, can_answer, can_contest, can_keep
from quanjing.organizations.models import Organization


@require_GET
def item_list(request: HttpRequest, code: str) -> HttpResponse:
    """The items that the reader may see, narrowed and sorted."""
    actor = taking_part(request)
    found = queries.get(actor, code)
    wanted = ItemFilterForm(request.GET).wanted()
    context = {
        "found": found,
        "wanted": wanted,
        "states": ItemState,
        "page": page_of(request, queries.items_of(actor, found, wanted), SORTS),
        "adds": can_add(actor, found),
        "third": queries.own_third_party(actor, found),
    }
    return render(request, "influence/items.html", context)


@require_http_methods(["GET", "POST"])
def item_add(request: HttpRequest, code: str) -> HttpResponse:
    """Add one item."""
    actor = taking_part(request)
    found = queries.get(actor, code)
    if not can_add(actor, found):
        raise Denied
    bodies = _bodies(found) if queries.own_third_party(actor, found) else None
    known = {name: request.GET.get(name, "") for name in ("title", "outlet", "on", "link")}
    form = ItemForm(request.POST or None, initial=known, dimensions=found.dimensions.all(), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        about = next((one for one in bodies or () if one.code == form.cleaned_data["organization"]), None)
        try:
            made = actions.add_item(actor=actor, measurement=found, facts=form.facts(), body=about)
        except Invalid as error:
            form.take(error.problems)
        else:
            told = _("It stands in the list.") if bodies else _("The third party looks at it and answers.")
            messages.success(request, told)
            return redirect("influence_item", code=made.code)
    context = {"form": form, "found": found, "known": queries.known_pieces(actor, found)}
    return render(request, "influence/item_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def item_page(request: HttpRequest, code: str) -> HttpResponse:
    """One item with what was said against it and answered."""
    actor = taking_part(request)
    item = queries.get_item(actor, code)
    forms: dict[str, Any] = {}
    if request.method == "POST":
        forms = _forms(request.POST, item)
        step = request.POST.get("step", "")
        form = forms.get(FORM_OF.get(step, ""))
        if form is None:
            raise Missing
        if form.is_valid():
            try:
                _take(actor, item, step, form)
            except Invalid as error:
                form.take(error.problems)
            except Conflict as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Done."))
                return redirect("influence_item", code=code)
    context = _context(actor, item, forms)
    return render(request, "influence/item.html", context, status=422 if request.method == "POST" else 200)


FORM_OF = {
    "contest": "contest",
    "appeal": "answer",
    "uphold": "answer",
    "dismiss": "answer",
    "last_uphold": "answer",
    "last_dismiss": "answer",
    "take": "answer",
    "refuse": "answer",
    "remove": "answer",
    "change": "change",
}


@require_GET
def table_blank(request: HttpRequest, code: str) -> FileResponse:
    """The blank table for the third party."""
    actor = taking_part(request)
    found = queries.get(actor, code)
    if queries.own_third_party(actor, found) is None:
        raise Denied
    return attachment(actions.blank_table(found), f"{found.name}.xlsx")


@require_http_methods(["GET", "POST"])
def table_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Upload a filled table; it is looked at before anything is entered."""
    actor = taking_part(request)
    found = queries.get(actor, code)
    if queries.own_third_party(actor, found) is None:
        raise Denied
    table, problems = posted_file(
        request,
        lambda name, data: actions.preview_table(actor=actor, measurement=found, name=name, data=data),
    )
    if table is not None:
        return redirect("influence_rows", code=table.code)
    context = {"found": found, "problems": problems, "tables": queries.open_tables(actor, found)}
    return render(request, "influence/upload.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
def table_page(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with what is wrong with it; confirming enters all of them or none."""
    actor = taking_part(request)
    table = queries.get_table(actor, code)
    if request.method == "POST":
        try:
            made = actions.apply_table(actor=actor, table=table)
        except Invalid:
            pass  # the page below names every row
        else:
            told = ngettext("%(count)d item was entered.", "%(count)d items were entered.", made)
            messages.success(request, told % {"count": made})
            return redirect("influence_items", code=table.measurement.code)
    rows = actions.checked_rows(table) if table.done_at is None else []
    context = {"table": table, "found": table.measurement, **looked_at(request, rows)}
    return render(request, "influence/rows.html", context, status=422 if request.method == "POST" else 200)


def _bodies(found: Measurement) -> list[Organization]:
    return [one.organization for one in found.participants.select_related("organization")]


def _forms(data: Any, item: PublicItem) -> dict[str, Any]:
    dimensions = item.measurement.dimensions.all()
    change = ItemForm(data, dimensions=dimensions, initial=None if data else initial_of_item(item))
    return {"contest": ContestForm(data), "answer": AnswerForm(data), "change": change}


def _take(actor: Actor, item: PublicItem, step: str, form: Any) -> None:
    given = form.cleaned_data
    last = item.contests.order_by("-pk").first()
    if step == "contest":
        actions.contest(actor=actor, item=item, why=given["why"], text=given["text"])
    elif step == "change":
        actions.change_item(actor=actor, item=item, facts=form.facts(), version=given["version"] or 0)
    elif step == "remove":
        actions.remove_item(actor=actor, item=item, note=given["text"])
    elif step in ("take", "refuse"):
        actions.take_proposal(actor=actor, item=item, accepted=step == "take", note=given["text"])
    elif last is None:
        raise Missing
    else:
        _answer(actor, last, step, given["text"])


def _answer(actor: Actor, last: Contest, step: str, text: str) -> None:
    if step == "appeal":
        actions.appeal(actor=actor, contest=last)
    elif step.startswith("last_"):
        actions.decide(actor=actor, contest=last, upheld=step == "last_uphold", text=text)
    else:
        actions.answer(actor=actor, contest=last, upheld=step == "uphold", text=text)


def _context(actor: Actor, item: PublicItem, forms: dict[str, Any]) -> dict[str, Any]:
    contests = list(item.contests.all())
    last = contests[-1] if contests else None
    waiting = queries.contest_open_of(item)
    third = queries.own_third_party(actor, item.measurement)
    answers = can_keep(actor, item.measurement) or third is not None
    contests_it = can_contest(actor, item)
    return {
        "item": item,
        "found": item.measurement,
        "contests": contests,
        "forms": forms or _forms(None, item),
        "may_contest": contests_it and waiting is None,
        "may_answer": waiting is not None and can_answer(actor, waiting),
        "appealed": waiting is not None and waiting.state == ContestState.APPEALED,
        "may_appeal": contests_it
        and last is not None
        and last.state == ContestState.DISMISSED
        and not last.last_word,
        "may_take": answers and item.state == ItemState.PROPOSED,
        "may_change": answers and item.state != ItemState.REMOVED,
    }
