"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.audit import views

urlpatterns: list[URLPattern | URLResolver] = [path("audit/", views.audit_page, name="audit_page")]
