"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.collation import views

HERE = "directives/<str:code>/collation"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{HERE}/", views.collation_page, name="collation_page"),
    path(f"{HERE}/table/", views.collation_table, name="collation_table"),
    path(f"{HERE}/checks/", views.check_list, name="check_list"),
    path(f"{HERE}/checks/<slug:check>/remove/", views.check_remove, name="check_remove"),
    path(f"{HERE}/layouts/", views.layout_list, name="layout_list"),
    path(f"{HERE}/layouts/<slug:layout>/", views.layout_page, name="layout_page"),
    path(f"{HERE}/papers/", views.export_make, name="export_make"),
    path(f"{HERE}/papers/<slug:export>/again/", views.export_again, name="export_again"),
    path(f"{HERE}/papers/<slug:export>/cancel/", views.export_cancel, name="export_cancel"),
    path(f"{HERE}/papers/<slug:export>/file/", views.export_file, name="export_file"),
    path(f"{HERE}.xlsx", views.collation_xlsx, name="collation_xlsx"),
    path(f"{HERE}.docx", views.collation_docx, name="collation_docx"),
    path(f"{HERE}.zip", views.collation_zip, name="collation_zip"),
]
