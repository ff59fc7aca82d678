"""The register of numbers: every number of a year in order, its start, and numbers taken on paper."""

from __future__ import annotations

from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.documents import actions, queries
from quanjing.documents.actions import PaperNumber, words_of
from quanjing.documents.forms import PaperForm, SeriesForm, StartForm
from quanjing.documents.models import Series
from quanjing.documents.rules import can_compose, can_see
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of

START_IDS = "start_%s"  # beside the form for numbers from paper
SORTS = {"serial": ("serial",), "last": ("-serial",)}


@require_GET
def number_register(request: HttpRequest) -> HttpResponse:
    """The numbers of `?series=` in `?year=`; the first series and this year where nothing is chosen."""
    return _register(request)


@require_POST
def series_open(request: HttpRequest) -> HttpResponse:
    form = SeriesForm(request.POST)
    if form.is_valid():
        try:
            style, prefix = form.cleaned_data["style"], form.cleaned_data["agency_code"]
            series = actions.open_series(actor=signed_in(request), style=style, prefix=prefix)
        except Invalid as error:
            form.take(error.problems)
        else:
            return _to(series, clock.today().year)
    return _register(request, series_form=form, status=422)


@require_POST
def series_start(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    series = queries.get_series(actor, code)
    form = StartForm(request.POST, auto_id=START_IDS)
    if form.is_valid():
        try:
            actions.start_at(actor=actor, series=series, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The numbers of this year begin there."))
            return _to(series, form.cleaned_data["year"])
    return _register(request, series, start_form=form, status=422)


@require_POST
def number_paper(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    series = queries.get_series(actor, code)
    form = PaperForm(request.POST)
    if form.is_valid():
        values = dict(form.cleaned_data)
        year = values.pop("year")
        try:
            number = actions.enter_paper(actor=actor, series=series, year=year, paper=PaperNumber(**values))
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Entered: %(number)s") % {"number": words_of(number)})
            return _to(series, year)
    return _register(request, series, paper_form=form, status=422)


@require_GET
def register_xlsx(request: HttpRequest, code: str, year: int) -> FileResponse:
    actor = signed_in(request)
    series = queries.get_series(actor, code)
    with ExitStack() as stack:
        out = stack.enter_context(TemporaryFile())
        actions.workbook(actor=actor, series=series, year=year, out=out)
        out.seek(0)
        stack.pop_all()  # from here on the response closes it
    return attachment(out, f"{series}-{year}.xlsx")


@require_GET
def register_docx(request: HttpRequest, code: str, year: int) -> FileResponse:
    actor = signed_in(request)
    series = queries.get_series(actor, code)
    data = actions.official_table(actor=actor, series=series, year=year)
    return attachment(data, f"{series}-{year}.docx")


def _register(
    request: HttpRequest, series: Series | None = None, status: int = 200, **given: Taking
) -> HttpResponse:
    actor = signed_in(request)
    if not can_see(actor):
        raise Denied
    every = list(queries.series_of(actor))
    chosen = series or next((one for one in every if one.code == request.GET.get("series")), None)
    chosen = chosen or (every[0] if every else None)
    context: dict[str, Any] = {"every": every, "chosen": chosen, "may_compose": can_compose(actor)}
    if chosen is not None:
        context |= _of_year(request, chosen)
    forms: dict[str, Taking] = {"series_form": SeriesForm()}
    if chosen is not None:
        begun = {"year": context["year"]}
        forms |= {
            "start_form": StartForm(auto_id=START_IDS, initial={**begun, "first": 1}),
            "paper_form": PaperForm(initial=begun),
        }
    return render(request, "documents/register.html", context | forms | given, status=status)


def _of_year(request: HttpRequest, series: Series) -> dict[str, Any]:
    this = clock.today().year
    years = sorted({this, *queries.years_in_use(series)}, reverse=True)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else this
    page = page_of(request, queries.numbers_of(series, year), SORTS, 50)
    rows = [(number, words_of(number)) for number in page.rows]
    kept = series.years.filter(year=year).first()
    before = kept.first - 1 if kept else 0
    entered = queries.numbers_of(series, year).filter(serial__lte=before).count() if before else 0
    return {"year": year, "years": years, "page": page, "rows": rows, "kept": kept,
            "on_paper": before - entered, "before": before}  # fmt: skip


def _to(series: Series, year: int) -> HttpResponse:
    return redirect(f"{reverse('number_register')}?series={series.code}&year={year}")
