"""The portal below /p/, its editing pages below /editing/, the desk of its editors below /portal/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as admin
from wagtail.utils.urlpatterns import decorate_urlpatterns

from quanjing.portal import views
from quanjing.portal.views.editing import guarded

decorate_urlpatterns(admin.urlpatterns, guarded)

public: list[URLPattern] = [
    path("images/<str:code>/<int:number>/<str:name>", views.picture, name="portal_picture"),
    path("files/<str:code>/<str:name>", views.file, name="portal_file"),
    path("go/<int:number>/", views.go, name="portal_go"),
    path("report/", views.sheet, name="portal_sheet"),
    path("en/report/", views.sheet, name="portal_sheet_en"),
    path("report/<int:number>/", views.report, name="portal_report"),
    path("find/", views.find, name="portal_find"),
    path("en/find/", views.find, name="portal_find_en"),
    path("lists/<slug:code>/", views.public_list, name="portal_list"),
    path("en/lists/<slug:code>/", views.public_list, name="portal_list_en"),
    path("lists/<slug:code>/<slug:line>/", views.public_line, name="portal_line"),
    path("en/lists/<slug:code>/<slug:line>/", views.public_line, name="portal_line_en"),
    path("feed.xml", views.feed, name="portal_feed"),
    path("en/feed.xml", views.feed, name="portal_feed_en"),
    re_path(r"^(?P<column>(?:[\w\-]+/)+)feed\.xml$", views.feed, name="portal_column_feed"),
    re_path(r"^(?P<path_below>(?:[\w\-]+/)*)$", views.page, name="wagtail_serve"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/", include(public)),
    path("editing/", include(admin)),
    path("portal/", views.portal_desk, name="portal_desk"),
    path("portal/open/", views.portal_open, name="portal_open"),
    path("portal/contacts/", views.portal_contacts, name="portal_contacts"),
    path("portal/public/", views.portal_public, name="portal_public"),
    path("portal/pages/<int:number>/take-down/", views.portal_take_down, name="portal_take_down"),
    path("portal/pages/<int:number>/copy/", views.portal_copy, name="portal_copy"),
    path("portal/reports/<str:code>/", views.portal_settle, name="portal_settle"),
    path("portal/stories/<int:number>/", views.portal_story, name="portal_story"),
    path("portal/consents/<str:code>/withdraw/", views.portal_withdraw, name="portal_withdraw"),
    path("portal/coverage/", views.portal_coverage, name="portal_coverage"),
    path("portal/coverage/<str:code>/remove/", views.portal_coverage_remove, name="portal_coverage_remove"),
    path("portal/manuscripts/", views.portal_manuscripts, name="portal_manuscripts"),
    path("portal/manuscripts/<str:code>/", views.portal_manuscript, name="portal_manuscript"),
    path("portal/answers/", views.portal_answers, name="portal_answers"),
    path("portal/answers/<str:code>/", views.portal_release, name="portal_release"),
    path("portal/grades/<str:code>/", views.portal_grades, name="portal_grades"),
    path("sitemap.xml", views.sitemap, name="portal_sitemap"),
    path("robots.txt", views.robots, name="portal_robots"),
]
