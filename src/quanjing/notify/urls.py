"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.notify import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/count/", views.message_count, name="message_count"),
    path("messages/digest/", views.digest_page, name="digest_page"),
    path("messages/digest/choose/", views.digest_choose, name="digest_choose"),
    path("mails/", views.mail_list, name="mail_list"),
    path("mails/<str:code>/again/", views.mail_again, name="mail_again"),
    path("messages/read/", views.message_read, name="message_read"),
]
