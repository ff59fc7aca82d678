"""The product's addresses with one more, `/bare/`, which inserts one row and does nothing else."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_bare (body) VALUES (%s)", [request.body.decode()])
    return HttpResponse("{}", content_type="application/json")


urlpatterns: list[URLPattern | URLResolver] = [
    path("bare/", bare),
    path("", include("quanjing.config.urls")),
]
