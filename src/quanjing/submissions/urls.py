"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.submissions.views import (
    confirming,
    desk,
    entering,
    files,
    filled,
    handover,
    inbox,
    outside,
    paper,
    questions,
    report,
    review,
    rollup,
    sealing,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", report.report_list, name="report_list"),
    path("reports/<slug:code>/", report.report_page, name="report_page"),
    path("reports/<slug:code>/save/", report.report_save, name="report_save"),
    path("reports/<slug:code>/submit/", report.report_submit, name="report_submit"),
    path("reports/<slug:code>/duplicate/<slug:task>/", report.report_duplicate, name="report_duplicate"),
    path("reports/<slug:code>/correct/", report.report_correct, name="report_correct"),
    path("reports/<slug:code>/nil/<slug:task>/", report.report_nil, name="report_nil"),
    path("reports/<slug:code>/rollup/<slug:task>/", rollup.report_rollup, name="report_rollup"),
    path("confirmations/<slug:code>/", confirming.confirmation_decide, name="confirmation_decide"),
    path("reports/<slug:code>/files/", files.report_upload, name="report_upload"),
    path("reports/<slug:code>/files/<slug:file>/", files.report_file, name="report_file"),
    path("reports/<slug:code>/sheet/", paper.report_sheet, name="report_sheet"),
    path("reports/<slug:code>/sheets/<slug:sheet>.<slug:format>", paper.report_paper, name="report_paper"),
    path("reports/<slug:code>/forms/", filled.form_upload, name="form_upload"),
    path("reports/<slug:code>/forms/<slug:form>/", filled.form_page, name="form_page"),
    path("reports/<slug:code>/forms/<slug:form>/take/", filled.form_take, name="form_take"),
    path("reports/<slug:code>/forms/<slug:form>/drop/", filled.form_drop, name="form_drop"),
    path("reports/<slug:code>/forms/<slug:form>/put-back/", filled.form_put_back, name="form_put_back"),
    path("reports/<slug:code>/codes/", outside.code_list, name="code_list"),
    path("reports/<slug:code>/codes/<slug:outside>/revoke/", outside.code_revoke, name="code_revoke"),
    path("reports/<slug:code>/detach/<slug:task>/<slug:file>/", filled.report_detach, name="report_detach"),
    path("desk/", desk.desk_queues, name="desk_queues"),
    path("submissions/<slug:code>/claim/", desk.submission_claim, name="submission_claim"),
    path("submissions/<slug:code>/release/", desk.submission_release, name="submission_release"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/accept/", inbox.inbox_accept, name="inbox_accept"),
    path("inbox/return/", inbox.inbox_return, name="inbox_return"),
    path("submissions/<slug:code>/", review.submission_page, name="submission_page"),
    path("submissions/<slug:code>/accept/", review.submission_accept, name="submission_accept"),
    path("submissions/<slug:code>/return/", review.submission_return, name="submission_return"),
    path(
        "submissions/<slug:code>/compare/<slug:other>/", review.submission_compare, name="submission_compare"
    ),
    path("assignments/<slug:code>/enter/", entering.assignment_enter, name="assignment_enter"),
    path("submissions/<slug:code>/take-back/", entering.submission_take_back, name="submission_take_back"),
    path("questions/", questions.question_list, name="question_list"),
    path("questions/<slug:code>/", questions.question_answer, name="question_answer"),
    path("reports/<slug:code>/ask/", questions.question_ask, name="question_ask"),
    path("handover/", handover.handover, name="handover"),
    path("submissions/<slug:code>/print/", sealing.submission_print, name="submission_print"),
    path("submissions/<slug:code>/seal/", sealing.submission_seal, name="submission_seal"),
    path("submissions/<slug:code>/sealed/<slug:file>/", sealing.sealed_file, name="sealed_file"),
    path("submissions/<slug:code>/files/<slug:file>/", files.submission_file, name="submission_file"),
]
