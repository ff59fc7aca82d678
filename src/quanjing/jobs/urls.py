"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.jobs import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("jobs/<str:code>/", views.job_page, name="job_page"),
    path("jobs/<str:code>/cancel/", views.job_cancel, name="job_cancel"),
]
