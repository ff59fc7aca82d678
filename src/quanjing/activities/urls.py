"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.activities import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", views.activity_list, name="activity_list"),
    path("activities/new/", views.activity_new, name="activity_new"),
    path("activities/calendar/", views.activity_calendar, name="activity_calendar"),
    path("activities/summary/", views.activity_summary, name="activity_summary"),
    path("activities/duties/<str:code>/", views.duty_kinds, name="duty_kinds"),
    path("activities/due/", views.activity_due, name="activity_due"),
    path("activities/due/<str:code>/<str:span>/", views.due_bodies, name="due_bodies"),
    path("activities/due/<str:code>/<str:span>/bodies.xlsx", views.due_table, name="due_table"),
    path("activities/kinds/", views.activity_kinds, name="activity_kinds"),
    path("activities/kinds/<str:code>/end/", views.kind_end, name="kind_end"),
    path("activities/rhythms/new/", views.rhythm_new, name="rhythm_new"),
    path("activities/rhythms/<str:code>/end/", views.rhythm_end, name="rhythm_end"),
    path("activities/table/", views.activity_upload, name="activity_upload"),
    path("activities/table/blank.xlsx", views.activity_template, name="activity_template"),
    path("activities/table/<str:code>/", views.activity_import, name="activity_import"),
    path("activities/feeds/", views.feed_list, name="feed_list"),
    path("activities/feeds/<str:code>/revoke/", views.feed_revoke, name="feed_revoke"),
    path("calendars/<str:secret>.ics", views.activity_feed, name="activity_feed"),
    path("activities/<str:code>/", views.activity_page, name="activity_page"),
    path("activities/<str:code>/edit/", views.activity_edit, name="activity_edit"),
    path("activities/<str:code>/step/", views.activity_step, name="activity_step"),
    path("activities/<str:code>/items/", views.activity_item, name="activity_item"),
    path("activities/<str:code>/minutes.docx", views.activity_minutes, name="activity_minutes"),
    path("activities/<str:code>/files/", views.file_add, name="activity_file_add"),
    path("activities/<str:code>/files/<str:file>/", views.file_show, name="activity_file"),
    path("activities/<str:code>/files/<str:file>/remove/", views.file_remove, name="activity_file_remove"),
]
