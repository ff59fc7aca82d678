"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.worklog import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("worklog/", views.worklog_page, name="worklog_page"),
    path("worklog/statistics/", views.worklog_statistics, name="worklog_statistics"),
    path("worklog/new/", views.worklog_new, name="worklog_new"),
    path("worklog/serves/", views.worklog_serves, name="worklog_serves"),
    path("worklog/worklog.<slug:format>", views.worklog_file, name="worklog_file"),
    path("worklog/year/", views.worklog_year, name="worklog_year"),
    path("worklog/<slug:code>/", views.worklog_edit, name="worklog_edit"),
    path("worklog/<slug:code>/remove/", views.worklog_remove, name="worklog_remove"),
]
