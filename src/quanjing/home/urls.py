"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.home import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("help/", views.help_page, name="help"),
    path("help/keyboard/", views.keyboard_help, name="keyboard_help"),
    path("help/states/", views.states_help, name="states_help"),
    path("about/privacy/", views.privacy, name="privacy"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
