"""Under /api/v1/: the operations, their description, and a problem for everything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView

from quanjing.api.app import api
from quanjing.api.problems import not_found, wrong_method

View = Callable[..., HttpResponseBase]


def _with_problem(view: View) -> View:
    """The view, its refusal of a method as a problem."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            return wrong_method(response["Allow"])
        return response

    return answer


_operations, _app_name, _namespace = api.urls
for _pattern in _operations:
    if isinstance(_pattern, URLPattern):
        _pattern.callback = _with_problem(_pattern.callback)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name=f"{_namespace}:openapi-view")),
    path("", include((_operations, _app_name), namespace=_namespace)),
    re_path("", csrf_exempt(not_found)),
]
