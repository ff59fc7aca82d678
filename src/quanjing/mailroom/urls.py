"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.mailroom import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("mailroom/", views.incoming_list, name="incoming_list"),
    path("mailroom/drop/", views.incoming_drop, name="incoming_drop"),
    path("mailroom/<str:code>/", views.incoming_page, name="incoming_page"),
    path("mailroom/<str:code>/raw/", views.incoming_raw, name="incoming_raw"),
    path("mailroom/<str:code>/again/", views.incoming_again, name="incoming_again"),
    path("mailroom/<str:code>/<int:position>/take/", views.incoming_take, name="incoming_take"),
    path("mailroom/<str:code>/<int:position>/dismiss/", views.incoming_dismiss, name="incoming_dismiss"),
    path("mailroom/<str:code>/<int:position>/split/", views.incoming_split, name="incoming_split"),
]
