"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.collation import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("directives/<str:code>/collation/", views.collation_page, name="collation_page"),
    path("directives/<str:code>/collation.xlsx", views.collation_xlsx, name="collation_xlsx"),
    path("directives/<str:code>/collation.docx", views.collation_docx, name="collation_docx"),
    path("directives/<str:code>/collation.zip", views.collation_zip, name="collation_zip"),
]
