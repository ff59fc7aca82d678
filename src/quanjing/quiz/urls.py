"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.quiz import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("banks/", views.bank_list, name="bank_list"),
    path("banks/table.xlsx", views.bank_table, name="bank_table"),
    path("banks/<str:code>/", views.bank_page, name="bank_page"),
    path("banks/imports/<str:code>/", views.bank_import, name="bank_import"),
    path("questions-of-banks/<str:code>/", views.question_page, name="question_page"),
    path("contests/", views.contest_list, name="contest_list"),
    path("contests/new/", views.contest_new, name="contest_new"),
    path("contests/<str:code>/", views.contest_page, name="contest_page"),
    path("contests/<str:code>/edit/", views.contest_edit, name="contest_edit"),
    path("contests/<str:code>/results.xlsx", views.contest_results, name="contest_results"),
    path("contests/<str:code>/paper.docx", views.contest_paper, name="contest_paper"),
    path("contests/<str:code>/keys/<int:key>/", views.contest_key, name="contest_key"),
    path("quiz/", views.quiz_list, name="quiz_list"),
    path("quiz/<str:code>/", views.quiz_page, name="quiz_page"),
    path("quiz/<str:code>/paper/", views.quiz_paper, name="quiz_paper"),
    path("quiz/<str:code>/start/", views.quiz_start, name="quiz_start"),
    path("quiz/<str:code>/submit/", views.quiz_submit, name="quiz_submit"),
]
