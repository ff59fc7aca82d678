"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.mailroom import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("mailroom/", views.mailroom_list, name="mailroom_list"),
    path("mailroom/mailbox/", views.mailroom_state, name="mailroom_state"),
    path("mailroom/drop/", views.mailroom_drop, name="mailroom_drop"),
    path("mailroom/<str:code>/", views.mailroom_page, name="mailroom_page"),
    path("mailroom/<str:code>/raw/", views.mailroom_raw, name="mailroom_raw"),
    path("mailroom/<str:code>/again/", views.mailroom_again, name="mailroom_again"),
    path("mailroom/<str:code>/<int:position>/take/", views.mailroom_take, name="mailroom_take"),
    path("mailroom/<str:code>/<int:position>/dismiss/", views.mailroom_dismiss, name="mailroom_dismiss"),
    path("mailroom/<str:code>/<int:position>/split/", views.mailroom_split, name="mailroom_split"),
]
