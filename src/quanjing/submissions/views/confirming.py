"""The head's decision on what is to leave."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quanjing.foundation.errors import Invalid, WrongState
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries


@require_POST
def confirmation_decide(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm what the head has looked at, or send it back with a remark (`decline`)."""
    actor = signed_in(request)
    asked = queries.get_confirmation(actor, code)
    version = request.POST.get("version", "")
    try:
        if "decline" in request.POST:
            actions.decline(actor=actor, confirmation=asked, remark=request.POST.get("remark", ""))
            messages.success(request, _("Sent back to the handler."))
        else:
            seen = int(version) if version.isdecimal() else -1
            sent = actions.confirm(actor=actor, confirmation=asked, version=seen)
            text = ngettext("%(count)d item was sent.", "%(count)d items were sent.", len(sent))
            messages.success(request, text % {"count": len(sent)})
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems) or str(error))
    except WrongState as error:
        messages.error(request, str(error))
    return redirect("report_page", code=asked.report.directive.code)
