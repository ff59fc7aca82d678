"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.panorama import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("panorama/", views.panorama_page, name="panorama_page"),
    path("panorama/count/", views.panorama_count, name="panorama_count"),
    path("panorama/definitions/", views.panorama_definitions, name="panorama_definitions"),
    path("panorama/snapshots/", views.panorama_snapshots, name="panorama_snapshots"),
    path("panorama/compare/", views.panorama_compare, name="panorama_compare"),
    path("panorama/panorama.xlsx", views.panorama_export, name="panorama_export"),
    path("panorama/figures/<str:code>/", views.panorama_list, name="panorama_list"),
    path("panorama/figures/<str:code>/list.xlsx", views.panorama_list_export, name="panorama_list_export"),
]
