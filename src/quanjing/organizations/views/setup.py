"""The first page of an empty installation."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import client_address
from quanjing.organizations import actions, queries
from quanjing.organizations.forms import SetupForm
from quanjing.organizations.models import Post
from quanjing.organizations.views.imports import SETUP_IN_SESSION

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Name the body and its first person; then come the societies and the links. Gone once a body exists."""
    if queries.any_exists():
        raise Missing
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        clean = dict(form.cleaned_data)
        clean.pop("again")
        try:
            post = actions.start_office(origin=client_address(request), **clean)
        except Invalid as error:
            form.take(error.problems)
        else:
            _sign_in(request, post)
            return redirect("import_upload", code=post.organization.code)
    return render(request, "organizations/setup.html", {"form": form}, status=422 if form.errors else 200)


def _sign_in(request: HttpRequest, post: Post) -> None:
    login(request, post.holder, backend=BACKEND)
    request.session[queries.POST_IN_SESSION] = post.code
    request.session[SETUP_IN_SESSION] = True
