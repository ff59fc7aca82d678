"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.urging import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("reminders/", views.reminder_list, name="reminder_list"),
    path("reminders/rules/", views.reminder_rules, name="reminder_rules"),
    path("reminders/<str:code>/", views.reminder_page, name="reminder_page"),
    path("directives/<str:code>/urge/", views.directive_urge, name="directive_urge"),
    path("directives/<str:code>/urge/calls.docx", views.phone_list, name="phone_list"),
    path("directives/<str:code>/urge/pause/", views.directive_pause, name="directive_pause"),
]
