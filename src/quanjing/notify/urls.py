"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.notify import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/count/", views.message_count, name="message_count"),
    path("messages/read/", views.message_read, name="message_read"),
]
