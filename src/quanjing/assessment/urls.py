"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.assessment import views

SCHEME = "assessment/schemes/<str:code>/"
BODY = "assessment/bodies/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessment/", views.own, name="assessment_own"),
    path("assessment/schemes/new/", views.scheme_new, name="assessment_new"),
    path(SCHEME, views.scheme_page, name="assessment_scheme"),
    path(f"{SCHEME}edit/", views.scheme_edit, name="assessment_edit"),
    path(f"{SCHEME}step/", views.scheme_step, name="assessment_step"),
    path(f"{SCHEME}lines/new/", views.line_new, name="assessment_line_new"),
    path(f"{SCHEME}lines/<str:key>/", views.line_edit, name="assessment_line"),
    path(f"{SCHEME}lines/<str:key>/move/", views.line_move, name="assessment_line_move"),
    path(f"{SCHEME}try/", views.scheme_try, name="assessment_try"),
    path(f"{SCHEME}bodies/", views.body_list, name="assessment_bodies"),
    path(f"{SCHEME}reviewers/", views.reviewers, name="assessment_reviewers"),
    path(f"{SCHEME}appeals/", views.appeal_list, name="assessment_appeals"),
    path(f"{SCHEME}appeals/<str:appeal>/", views.appeal_decide, name="assessment_decide"),
    path(f"{SCHEME}files/<str:kind>/", views.scheme_file, name="assessment_file"),
    path(BODY, views.body_page, name="assessment_body"),
    path(f"{BODY}sheet.docx", views.body_file, name="assessment_body_file"),
    path(f"{BODY}save/", views.body_save, name="assessment_save"),
    path(f"{BODY}step/", views.body_step, name="assessment_body_step"),
    path(f"{BODY}desk/", views.body_desk, name="assessment_state"),
    path(f"{BODY}lines/<str:key>/evidence/", views.evidence_add, name="assessment_evidence"),
    path(f"{BODY}lines/<str:key>/appeal/", views.body_appeal, name="assessment_appeal"),
    path(f"{BODY}evidence/<str:piece>/", views.evidence_file, name="assessment_evidence_file"),
    path(f"{BODY}evidence/<str:piece>/drop/", views.evidence_drop, name="assessment_evidence_drop"),
    path("assessment/reviews/", views.review_queue, name="assessment_queue"),
    path("assessment/reviews/<str:code>/", views.review_sheet, name="assessment_sheet"),
    path("assessment/reviews/<str:code>/lines/<str:key>/", views.review_records, name="assessment_records"),
    path("assessment/reviews/<str:code>/conflict/", views.review_conflict, name="assessment_conflict"),
]
