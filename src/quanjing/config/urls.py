"""Every page: each app brings its own urls.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("quanjing.home.urls")),
    path("", include("quanjing.portal.urls")),
    path("", include("quanjing.accounts.urls")),
    path("", include("quanjing.organizations.urls")),
    path("", include("quanjing.notify.urls")),
    path("", include("quanjing.jobs.urls")),
    path("", include("quanjing.audit.urls")),
    path("", include("quanjing.tasks.urls")),
    path("", include("quanjing.urging.urls")),
    path("", include("quanjing.activities.urls")),
    path("", include("quanjing.submissions.urls")),
    path("", include("quanjing.quiz.urls")),
    path("", include("quanjing.likeness.urls")),
    path("", include("quanjing.mailroom.urls")),
    path("", include("quanjing.calls.urls")),
    path("", include("quanjing.collation.urls")),
    path("", include("quanjing.documents.urls")),
    path("", include("quanjing.manuscripts.urls")),
    path("", include("quanjing.influence.urls")),
    path("", include("quanjing.registers.urls")),
    path("", include("quanjing.inspections.urls")),
    path("", include("quanjing.services.urls")),
    path("", include("quanjing.search.urls")),
    path("", include("quanjing.study.urls")),
    path("", include("quanjing.worklog.urls")),
    path("", include("quanjing.assessment.urls")),
    path("", include("quanjing.panorama.urls")),
    path("api/v1/", include("quanjing.api.urls")),
]
