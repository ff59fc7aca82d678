"""Pages of calls, applications and their form check."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.calls.views import applying, calls, checking, consent, editing

ONE = "calls/applications/<str:code>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("calls/", calls.call_list, name="call_list"),
    path("calls/new/", editing.call_new, name="call_new"),
    path("calls/programmes/", calls.programme_list, name="call_programmes"),
    path("calls/applications/", applying.application_mine, name="application_mine"),
    path(ONE, applying.application_page, name="application_page"),
    path(f"{ONE}edit/", applying.application_edit, name="application_edit"),
    path(f"{ONE}save/", applying.application_save, name="application_save"),
    path(f"{ONE}step/", applying.application_step, name="application_step"),
    path(f"{ONE}files/<str:file>/", applying.application_file, name="application_file"),
    path(f"{ONE}paper.docx", applying.application_paper, {"format": "docx"}, name="application_docx"),
    path(f"{ONE}paper.pdf", applying.application_paper, {"format": "pdf"}, name="application_pdf"),
    path(f"{ONE}joint/<int:unit>/", applying.joint_answer, name="joint_answer"),
    path(f"{ONE}consent/", consent.consent_ask, name="consent_ask"),
    path(f"{ONE}check/", checking.application_check, name="application_check"),
    path(f"{ONE}beside/<str:other>/", checking.application_beside, name="application_beside"),
    path("calls/<str:code>/", calls.call_page, name="call_page"),
    path("calls/<str:code>/edit/", editing.call_edit, name="call_edit"),
    path("calls/<str:code>/open/", editing.call_open, name="call_open"),
    path("calls/<str:code>/step/", editing.call_step, name="call_step"),
    path("calls/<str:code>/extend/", editing.call_extend, name="call_extend"),
    path("calls/<str:code>/correct/", editing.call_correct, name="call_correct"),
    path("calls/<str:code>/papers/<int:paper>/", calls.call_paper, name="call_paper"),
    path("calls/<str:code>/apply/", applying.application_new, name="application_new"),
    path("calls/<str:code>/first-review/", applying.first_review, name="first_review"),
    path("calls/<str:code>/summary.docx", applying.summary_file, {"format": "docx"}, name="summary_docx"),
    path("calls/<str:code>/summary.xlsx", applying.summary_file, {"format": "xlsx"}, name="summary_xlsx"),
    path("calls/<str:code>/check/", checking.check_list, name="form_check"),
    path("calls/<str:code>/check/all/", checking.check_many, name="form_check_all"),
    path("calls/<str:code>/export/", checking.call_export, name="call_export"),
    path("calls/<str:code>/files/<str:export>/", checking.call_export_file, name="call_export_file"),
    path("consent/<str:secret>/", consent.consent_page, name="consent_page"),
]
