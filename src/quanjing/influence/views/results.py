"""Results with the formula, how firm the order is, and the files that prove them."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.http import attachment, signed_in
from quanjing.influence import actions, queries


@require_GET
def influence_results(request: HttpRequest, code: str) -> HttpResponse:
    """The desk sees them as they stand now, everybody once they are published."""
    actor = signed_in(request)
    found = queries.with_results(actor, code)
    dimensions = list(found.dimensions.all())
    results = queries.results_of(found)
    names = {one.key: one.name for one in dimensions}
    context = {
        "found": found,
        "dimensions": dimensions,
        "lines": [
            (
                line,
                [
                    (one.name, line.result.numbers.get(one.key, 0), line.result.points[one.key])
                    for one in dimensions
                ],
            )
            for line in results.lines
        ],
        "variations": [(names[one.dimension], one) for one in results.variations],
    }
    return render(request, "influence/results.html", context)


@require_GET
def influence_table(request: HttpRequest, code: str) -> FileResponse:
    """Results, items and formula as xlsx."""
    found = queries.with_results(signed_in(request), code)
    return attachment(actions.items_table(found), f"{found.name}.xlsx")


@require_GET
def influence_data(request: HttpRequest, code: str) -> FileResponse:
    """What anybody computes the result from again."""
    found = queries.with_results(signed_in(request), code)
    data = BytesIO(actions.results_data(found))
    return FileResponse(
        data, as_attachment=True, filename=f"{found.code}.json", content_type="application/json"
    )
