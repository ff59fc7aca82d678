"""Pages on what follows from a decision: notices, objections, results, honours, projects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.calls.views import honours, notices, objections, projects, reporting, results

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/new/<str:code>/", notices.notice_new, name="notice_new"),
    path("notices/<str:code>/", notices.notice_page, name="notice_page"),
    path("notices/<str:code>/file/<str:form>/", notices.notice_file, name="notice_file"),
    path("notices/<str:code>/extend/", notices.notice_extend, name="notice_extend"),
    path("notices/<str:code>/object/", objections.objection_enter, name="objection_enter"),
    path("objections/<str:code>/", objections.objection_page, name="objection_page"),
    path("objections/<str:code>/step/", objections.objection_step, name="objection_step"),
    path("results/<str:code>/", results.result_page, name="result_page"),
    path("results/<str:code>/publish/", results.result_publish, name="result_publish"),
    path("results/own/<str:code>/", results.result_own, name="result_own"),
    path("honours/", honours.honour_list, name="honour_list"),
    path("honours/new/", honours.honour_new, name="honour_new"),
    path("honours/import/", honours.honour_import, name="honour_import"),
    path("honours/check/", honours.honour_check, name="honour_check"),
    path("honours/recommendations/", honours.recommendation_list, name="recommendation_list"),
    path(
        "honours/recommendations/<str:code>/", honours.recommendation_outcome, name="recommendation_outcome"
    ),
    path("honours/<str:code>/", honours.honour_page, name="honour_page"),
    path("honours/<str:code>/certificate/<str:form>/", honours.honour_certificate, name="honour_certificate"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.topic_new, name="topic_new"),
    path("projects/file/<str:form>/", projects.project_export, name="project_export"),
    path("projects/<str:code>/", projects.project_page, name="project_page"),
    path("projects/<str:code>/step/", projects.project_step, name="project_step"),
    path("projects/<str:code>/uses/", projects.project_use, name="project_use"),
    path("projects/<str:code>/files/<str:file>/", projects.project_file, name="project_file"),
    path("projects/<str:code>/budget/", reporting.project_budget, name="project_budget"),
    path("projects/<str:code>/change/", reporting.change_ask, name="change_ask"),
    path("projects/<str:code>/change/<str:change>/", reporting.change_decide, name="change_decide"),
    path("projects/<str:code>/reports/<str:milestone>/", reporting.milestone_report, name="milestone_report"),
    path(
        "projects/<str:code>/reports/<str:milestone>/step/", reporting.milestone_step, name="milestone_step"
    ),
]
