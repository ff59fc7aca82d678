"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.inspections import views

BODY = "inspections/<str:code>/bodies/<str:body>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/", views.inspection_index, name="inspection_index"),
    path("inspections/new/", views.inspection_new, name="inspection_new"),
    path("inspections/bodies/", views.inspection_bodies, name="inspection_bodies"),
    path("inspections/channel/", views.complaint_channel, name="complaint_channel"),
    path("inspections/checklists/", views.checklist_list, name="checklist_list"),
    path("inspections/checklists/new/", views.checklist_new, name="checklist_new"),
    path("inspections/checklists/<str:code>/", views.checklist_page, name="checklist_page"),
    path("inspections/checklists/<str:code>/edit/", views.checklist_edit, name="checklist_edit"),
    path("inspections/checklists/<str:code>/step/", views.checklist_step, name="checklist_step"),
    path("inspections/visits/", views.visit_list, name="visit_list"),
    path("inspections/visits/<str:code>/", views.visit_page, name="visit_page"),
    path("inspections/visits/<str:code>/step/", views.visit_step, name="visit_step"),
    path("inspections/findings/", views.finding_list, name="finding_list"),
    path("inspections/findings/export/", views.finding_export, name="finding_export"),
    path("inspections/findings/files/", views.finding_exports, name="finding_exports"),
    path("inspections/findings/files/<str:code>/", views.finding_export_file, name="finding_export_file"),
    path("inspections/findings/tables/<str:code>/", views.findings_rows, name="findings_rows"),
    path("inspections/findings/<str:code>/", views.finding_page, name="finding_page"),
    path("inspections/findings/<str:code>/step/", views.finding_step, name="finding_step"),
    path("inspections/findings/<str:code>/proof/", views.finding_file, name="finding_file"),
    path("inspections/<str:code>/", views.inspection_page, name="inspection_page"),
    path("inspections/<str:code>/edit/", views.inspection_edit, name="inspection_edit"),
    path("inspections/<str:code>/step/", views.inspection_step, name="inspection_step"),
    path("inspections/<str:code>/findings/blank.xlsx", views.findings_blank, name="findings_blank"),
    path("inspections/<str:code>/findings/table/", views.findings_upload, name="findings_upload"),
    path("inspections/<str:code>/draw/", views.inspection_draw, name="inspection_draw"),
    path(BODY, views.inspection_answers, name="inspection_answers"),
    path(f"{BODY}visit/", views.visit_new, name="visit_new"),
    path(f"{BODY}visited/", views.visit_enter, name="visit_enter"),
    path(f"{BODY}finding/", views.finding_new, name="finding_new"),
]
