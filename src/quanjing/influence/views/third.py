"""Who collects: invited, given another link, ended."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.influence import actions, queries
from quanjing.influence.forms import ThirdPartyForm
from quanjing.influence.rules import can_keep


@never_cache
@require_http_methods(["GET", "POST"])
def third_parties(request: HttpRequest, code: str) -> HttpResponse:
    """The third parties of a measurement; a new one's link is shown once."""
    actor = signed_in(request)
    found = queries.get(actor, code)
    if not can_keep(actor, found):
        raise Denied
    step, link = request.POST.get("step", ""), ""
    form = ThirdPartyForm(request.POST if step == "invite" else None, initial={"ends_on": found.check_until})
    if step == "invite" and form.is_valid():
        given = form.cleaned_data
        try:
            _third, link = actions.invite_third_party(
                actor=actor, measurement=found, firm=given["firm"], person=given["name"],
                until=given["ends_on"], email=given["email"],
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
        else:
            form = ThirdPartyForm(None, initial={"ends_on": found.check_until})
    elif step in ("link", "end"):
        third = queries.third_parties_of(found).filter(pk=_key(request)).first()
        if third is None:
            raise Missing
        if step == "end":
            actions.end_third_party(actor=actor, third=third)
            messages.success(request, _("It collects no longer; what it entered stays."))
            return redirect("influence_third_parties", code=code)
        link = actions.third_party_link(actor=actor, third=third)
    context = {
        "found": found,
        "form": form,
        "thirds": list(queries.third_parties_of(found)),
        "link": settings.BASE_URL.rstrip("/") + link if link else "",
    }
    return render(request, "influence/third_parties.html", context, status=422 if form.errors else 200)


def _key(request: HttpRequest) -> int:
    value = request.POST.get("third", "")
    return int(value) if value.isdecimal() else 0
