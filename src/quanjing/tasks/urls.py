"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.tasks import views

ONE = "directives/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tasks/", views.task_list, name="task_list"),
    path("extensions/", views.extension_list, name="extension_list"),
    path("extensions/<str:code>/", views.extension_decide, name="extension_decide"),
    path("assignments/<str:code>/extension/", views.extension_ask, name="extension_ask"),
    path("duties/", views.duty_list, name="duty_list"),
    path("duties/new/", views.duty_new, name="duty_new"),
    path("duties/<str:code>/", views.duty_page, name="duty_page"),
    path("duties/<str:code>/records/", views.duty_record, name="duty_record"),
    path("duties/records/<str:code>/undo/", views.duty_undo, name="duty_undo"),
    path("events/", views.event_list, name="event_list"),
    path("events/<str:code>/", views.event_page, name="event_page"),
    path("calendar/", views.calendar_page, name="calendar_page"),
    path("calendar/<str:day>/clear/", views.calendar_clear, name="calendar_clear"),
    path("directives/", views.directive_list, name="directive_list"),
    path("directives/new/", views.directive_new, name="directive_new"),
    path("directives/cases.zip", views.directive_cases, name="directive_cases"),
    path(ONE, views.directive_page, name="directive_page"),
    path(f"{ONE}status/", views.directive_status, name="directive_status"),
    path(f"{ONE}facts/", views.directive_facts, name="directive_facts"),
    path(f"{ONE}confirm/", views.fact_confirm, name="fact_confirm"),
    path(f"{ONE}reread/", views.fact_reread, name="fact_reread"),
    path(f"{ONE}corrections/<str:correction>/undo/", views.correction_undo, name="correction_undo"),
    path(f"{ONE}case.zip", views.directive_case, name="directive_case"),
    path(f"{ONE}tasks/<str:task>/", views.task_card, name="task_card"),
    path(f"{ONE}tasks/<str:task>/mark/", views.task_mark, name="task_mark"),
    path(f"{ONE}tasks/<str:task>/deadline/", views.task_deadline, name="task_deadline"),
    path(f"{ONE}tasks/<str:task>/anchor/", views.task_anchor, name="task_anchor"),
    path(f"{ONE}tasks/<str:task>/rhythm/", views.task_rhythm, name="task_rhythm"),
    path(f"{ONE}receipt/", views.receipt_confirm, name="receipt_confirm"),
    path(f"{ONE}extend/", views.directive_extend, name="directive_extend"),
    path(f"{ONE}erratum/", views.directive_erratum, name="directive_erratum"),
    path(f"{ONE}supersede/", views.directive_supersede, name="directive_supersede"),
    path(f"{ONE}versions/", views.directive_versions, name="directive_versions"),
    path(f"{ONE}sheets/<str:sheet>/", views.sheet_page, name="sheet_page"),
    path(f"{ONE}publish/", views.directive_publish, name="directive_publish"),
    path(f"{ONE}original/", views.directive_original, name="directive_original"),
    path(f"{ONE}file/", views.directive_file, name="directive_file"),
    path(f"{ONE}coverage/", views.directive_coverage, name="directive_coverage"),
    path(f"{ONE}coverage/rows/", views.coverage_rows, name="coverage_rows"),
    path(f"{ONE}assignments/", views.assignment_list, name="assignment_list"),
]
