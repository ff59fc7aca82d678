"""A job's progress, as a page or as a fragment that renews itself until the job ends."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.http import signed_in
from quanjing.jobs import actions, queries
from quanjing.jobs.kinds import title
from quanjing.jobs.models import Job


@require_GET
def job_page(request: HttpRequest, code: str) -> HttpResponse:
    return _shown(request, queries.get(signed_in(request), code))


@require_POST
def job_cancel(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    job = queries.get(actor, code)
    actions.cancel(actor=actor, job=job)
    if not getattr(request, "htmx", False):
        return redirect("job_page", code=code)
    return _shown(request, queries.get(actor, code))


def _shown(request: HttpRequest, job: Job) -> HttpResponse:
    template = "jobs/progress.html" if getattr(request, "htmx", False) else "jobs/page.html"
    return render(request, template, {"job": job, "title": title(job.name)})
