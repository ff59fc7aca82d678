"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.manuscripts.views import adopted, answers, entry, exporting, lists, point, versions, work

urlpatterns: list[URLPattern | URLResolver] = [
    path("manuscripts/", lists.manuscript_list, name="manuscript_list"),
    path("directives/<str:code>/manuscripts/", lists.manuscripts_of, name="manuscripts_of"),
    path("manuscripts/<slug:code>/", work.manuscript_page, name="manuscript_page"),
    path("manuscripts/<slug:code>/sort/", work.manuscript_sort, name="manuscript_sort"),
    path("manuscripts/<slug:code>/step/", work.manuscript_step, name="manuscript_step"),
    path("manuscripts/<slug:code>/entries/<slug:entry>/", entry.manuscript_entry, name="manuscript_entry"),
    path("manuscripts/<slug:code>/points/<slug:point>/", point.manuscript_point, name="manuscript_point"),
    path("manuscripts/<slug:code>/finish/", versions.manuscript_finish, name="manuscript_finish"),
    path(
        "manuscripts/<slug:code>/versions/<int:number>/",
        versions.manuscript_version,
        name="manuscript_version",
    ),
    path(
        "manuscripts/<slug:code>/versions/<int:number>/upward/",
        versions.manuscript_upward,
        name="manuscript_upward",
    ),
    path("manuscripts/<slug:code>/forwards/<slug:forward>/", answers.answer_page, name="manuscript_answer"),
    path("answers/<slug:code>/file/", answers.answer_file, name="answer_file"),
    path("manuscripts/<slug:code>/manuscript.docx", exporting.manuscript_docx, name="manuscript_docx"),
    path("manuscripts/<slug:code>/manuscript.pdf", exporting.manuscript_pdf, name="manuscript_pdf"),
    path("manuscripts/<slug:code>/manuscript.xlsx", exporting.manuscript_xlsx, name="manuscript_xlsx"),
    path("submissions/<slug:code>/adopted/", adopted.adopted_page, name="adopted_page"),
    path("submissions/<slug:code>/adopted/<slug:entry>/", adopted.entry_withdraw, name="entry_withdraw"),
]
