"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.likeness import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("submissions/<slug:code>/likeness/", views.likeness_page, name="likeness_page"),
    path("reports/<str:code>/likeness/", views.text_check, name="text_check"),
    path("directives/<slug:code>/likeness/", views.likeness_groups, name="likeness_groups"),
    path("directives/<slug:code>/likeness/rebuild/", views.likeness_rebuild, name="likeness_rebuild"),
    path("references/", views.reference_list, name="reference_list"),
    path("references/<slug:code>/remove/", views.reference_remove, name="reference_remove"),
]
