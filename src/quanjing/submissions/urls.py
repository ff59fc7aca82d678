"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.submissions.views import files, inbox, paper, report, review

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", report.report_list, name="report_list"),
    path("reports/<slug:code>/", report.report_page, name="report_page"),
    path("reports/<slug:code>/save/", report.report_save, name="report_save"),
    path("reports/<slug:code>/submit/", report.report_submit, name="report_submit"),
    path("reports/<slug:code>/duplicate/<slug:task>/", report.report_duplicate, name="report_duplicate"),
    path("reports/<slug:code>/correct/", report.report_correct, name="report_correct"),
    path("reports/<slug:code>/nil/<slug:task>/", report.report_nil, name="report_nil"),
    path("reports/<slug:code>/files/", files.report_upload, name="report_upload"),
    path("reports/<slug:code>/files/<slug:file>/", files.report_file, name="report_file"),
    path("reports/<slug:code>/sheet/", paper.report_sheet, name="report_sheet"),
    path("reports/<slug:code>/sheet.docx", paper.report_sheet_docx, name="report_sheet_docx"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/accept/", inbox.inbox_accept, name="inbox_accept"),
    path("submissions/<slug:code>/", review.submission_page, name="submission_page"),
    path("submissions/<slug:code>/accept/", review.submission_accept, name="submission_accept"),
    path("submissions/<slug:code>/return/", review.submission_return, name="submission_return"),
    path(
        "submissions/<slug:code>/compare/<slug:other>/", review.submission_compare, name="submission_compare"
    ),
    path("submissions/<slug:code>/files/<slug:file>/", files.submission_file, name="submission_file"),
]
