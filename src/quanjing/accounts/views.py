"""The one-time link, the language switch, and one's own security settings."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.accounts import actions, queries
from quanjing.accounts.forms import PasswordForm
from quanjing.foundation.errors import Invalid
from quanjing.foundation.http import client_address


@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The invited person chooses a password and is signed in (a second factor is still asked for)."""
    found = queries.open_invitation(secret)
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(
                secret=secret, password=form.cleaned_data["password"], origin=client_address(request)
            )
        except Invalid as error:
            for problem in error.problems:
                form.add_error("password", str(problem.message))
        else:
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            if chosen in dict(settings.LANGUAGES):  # on this page, before there was a person to keep it for
                actions.set_language(user_id=user.pk, language=chosen)
                user.language = chosen
            signed_in: HttpResponse = perform_login(request, user, email_verification="none")
            return signed_in
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation.html", {"form": form, "person": found.user}, status=status)


@require_POST
def language_switch(request: HttpRequest) -> HttpResponse:
    """Pages in the other language from now on, also at the next sign-in."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", max_age=365 * 86400)
        if request.user.is_authenticated:
            actions.set_language(user_id=request.user.pk, language=language)
    return response


@require_GET
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factor, sign out."""
    return render(request, "accounts/security.html")
