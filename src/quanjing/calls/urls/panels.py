"""Pages of panels: the desk that runs them, the judges, the decision, and what applicants see of it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.calls.views import deciding, judging, panel_results, panels

urlpatterns: list[URLPattern | URLResolver] = [
    path("calls/<str:code>/panels/", panels.panel_list, name="panel_list"),
    path("calls/<str:code>/panels/new/", panels.panel_new, name="panel_new"),
    path("calls/<str:code>/rules/", panel_results.panel_rules, name="panel_rules"),
    path("panels/<str:code>/", panels.panel_edit, name="panel_edit"),
    path("panels/<str:code>/judges/", panels.panel_judges, name="panel_judges"),
    path("judges/<str:code>/", panels.judge_page, name="judge_page"),
    path("judges/<str:code>/step/", panels.judge_step, name="judge_step"),
    path("calls/<str:code>/allotting/<str:round>/", panels.panel_allot, name="panel_allot"),
    path("calls/<str:code>/rounds/<str:round>/", panels.panel_round, name="panel_round"),
    path("calls/<str:code>/files/", panels.panel_files, name="panel_files"),
    path("calls/<str:code>/files/<str:application>/<int:place>/", panels.panel_file, name="panel_file"),
    path("calls/<str:code>/results/", panel_results.panel_results, name="panel_results"),
    path("calls/<str:code>/results/<str:application>/", panel_results.panel_sheets, name="panel_sheets"),
    path("calls/<str:code>/results-as/<str:kind>/", panel_results.panel_export, name="panel_export"),
    path("calls/<str:code>/show/", panel_results.panel_show, name="panel_show"),
    path("calls/<str:code>/without-panel/", deciding.panel_skip, name="panel_skip"),
    path("calls/<str:code>/decide/", deciding.decision_new, name="decision_new"),
    path("decisions/<str:code>/", deciding.decision_page, name="decision_page"),
    path("decisions/<str:code>/step/", deciding.decision_step, name="decision_step"),
    path("decisions/<str:code>/minutes/", deciding.decision_minutes, name="decision_minutes"),
    path("applications/<str:code>/panel/", deciding.application_panel, name="application_panel"),
    path("judging/", judging.judging_list, name="judging_list"),
    path("judging/<str:code>/", judging.judging_panel, name="judging_panel"),
    path("judging/<str:code>/declare/", judging.judging_declare, name="judging_declare"),
    path("judging/<str:code>/table/", judging.judging_table, name="judging_table"),
    path("judging/sheets/<str:code>/", judging.judging_sheet, name="judging_sheet"),
    path("judging/sheets/<str:code>/draft/", judging.judging_draft, name="judging_draft"),
    path("judging/sheets/<str:code>/reopen/", judging.judging_reopen, name="judging_reopen"),
    path("judging/sheets/<str:code>/print/", judging.judging_print, name="judging_print"),
    path("judging/sheets/<str:code>/word/", judging.judging_word, name="judging_word"),
    path("judging/sheets/<str:code>/files/<int:place>/", judging.judging_file, name="judging_file"),
    path(
        "judging/sheets/<str:code>/files/<int:place>/word/",
        judging.judging_file_word,
        name="judging_file_word",
    ),
    path(
        "judging/sheets/<str:code>/files/<int:place>/<int:page>/",
        judging.judging_file_page,
        name="judging_file_page",
    ),
]
