"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.documents import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("documents/", views.document_list, name="document_list"),
    path("documents/new/", views.document_new, name="document_new"),
    path("documents/numbers/", views.number_register, name="number_register"),
    path("documents/numbers/series/", views.series_open, name="series_open"),
    path("documents/numbers/<slug:code>/start/", views.series_start, name="series_start"),
    path("documents/numbers/<slug:code>/paper/", views.number_paper, name="number_paper"),
    path("documents/numbers/<slug:code>/<int:year>.xlsx", views.register_xlsx, name="register_xlsx"),
    path("documents/numbers/<slug:code>/<int:year>.docx", views.register_docx, name="register_docx"),
    path("documents/<slug:code>/", views.document_page, name="document_page"),
    path("documents/<slug:code>/preview/", views.document_preview, name="document_preview"),
    path("documents/<slug:code>/draft.<str:form>", views.document_draft, name="document_draft"),
    path("documents/<slug:code>/annexes/<slug:file>/", views.document_annex, name="document_annex"),
    path(
        "documents/<slug:code>/editions/<int:number>/<str:form>/", views.document_file, name="document_file"
    ),
    path("documents/<slug:code>/<slug:step>/", views.document_step, name="document_step"),
]
