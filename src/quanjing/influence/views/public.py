"""A published measurement for anybody, and the data that it is computed again from."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.errors import Missing
from quanjing.influence.queries.public import page_of_public, public_export, published


@require_GET
def influence_public(request: HttpRequest, code: str) -> HttpResponse:
    """Formula, caps, dimensions, the front by name, how firm the order is; no account is needed."""
    found = page_of_public(code)
    if found is None:
        raise Missing
    return render(request, "influence/public.html", {"one": found, "said": found.facts})


@require_GET
def influence_public_data(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001
    """The file that `python -m quanjing.influence.measuring` computes again."""
    found = published(code)
    if found is None:
        raise Missing
    data = json.dumps(public_export(found), ensure_ascii=False, indent=1)
    answer = HttpResponse(data, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.json"'
    return answer
