"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.search import views

urlpatterns: list[URLPattern | URLResolver] = [path("search/", views.search, name="search")]
