"""Pages for anybody: asking for help, anonymous questions, looking up by a code, the official channel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Missing, QuanjingError
from quanjing.foundation.http import PageRequest
from quanjing.foundation.limits import too_often
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.services import actions, queries
from quanjing.services.enums import FEWEST, Rating
from quanjing.services.forms import OutsideForm, QuestionForm, RatingForm
from quanjing.services.models import ServiceRequest

MOST_SENT, MOST_LOOKED_UP = 5, 20  # a minute, from one address


@require_GET
def public_desks(request: HttpRequest) -> HttpResponse:
    """The desks that take something."""
    return render(request, "services/public_desks.html", {"desks": queries.desks_open()})


@never_cache
@require_http_methods(["GET", "POST"])
def public_request(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for help without an account; the code to find it again is shown once."""
    desk = queries.get_desk(code)
    if not desk.takes_requests:
        raise Missing
    form = OutsideForm(request.POST or None)
    made: list[tuple[Any, str]] = []
    slow = request.method == "POST" and too_often(request, "request", MOST_SENT)
    if (
        request.method == "POST"
        and not slow
        and done(
            form, lambda _clean: made.append(actions.request_from_outside(desk=desk, facts=form.facts()))
        )
    ):
        return render(
            request, "services/public_code.html", {"desk": desk, "lookup": made[0][1], "what": "request"}
        )
    context = {
        "desk": desk,
        "form": form,
        "slow": slow,
        "erased": clock.today() + timedelta(days=desk.keep_days),
        "channel": queries.channel_for(desk.organization.path),
    }
    return render(request, "services/public_request.html", context, status=_status(slow, form))


@never_cache
@require_http_methods(["GET", "POST"])
def public_questions(request: HttpRequest, code: str) -> HttpResponse:
    """What was answered, to be searched; a question without a name."""
    desk = queries.get_desk(code)
    if not desk.takes_questions:
        raise Missing
    topics = list(queries.topics_for(desk.organization))
    form = QuestionForm(sent(request, "ask"), topics=[(one.code, one.name) for one in topics])
    made: list[tuple[Any, str]] = []
    refused: list[QuanjingError] = []
    slow = request.method == "POST" and too_often(request, "question", MOST_SENT)

    def ask(clean: dict[str, Any]) -> None:
        topic = next((one for one in topics if one.code == clean["topic"]), None)
        try:
            made.append(
                actions.ask_question(desk=desk, facts=actions.QuestionFacts(topic=topic, text=clean["text"]))
            )
        except actions.Accusing as error:
            refused.append(error)
            raise Invalid(error.problems) from error

    if request.method == "POST" and not slow and done(form, ask):
        return render(
            request, "services/public_code.html", {"desk": desk, "lookup": made[0][1], "what": "question"}
        )
    text, topic = request.GET.get("text", "")[:100], request.GET.get("topic", "")[:16]
    found = queries.answered(desk.organization_id, text=text, topic=topic)
    context = {
        "desk": desk,
        "form": form,
        "slow": slow,
        "page": page_of(request, found, queries.ANSWERED_SORTS),
        "counts": queries.topic_counts(desk.organization),
        "fewest": FEWEST,
        "text": text,
        "topic": topic,
        "channel": queries.channel_for(desk.organization.path) if refused else None,
        "refused": bool(refused),
    }
    return render(request, "services/public_questions.html", context, status=_status(slow, form))


@never_cache
@require_http_methods(["GET", "POST"])
def public_look_up(request: HttpRequest) -> HttpResponse:
    """What became of a request or question, by its code; the code is never in an address."""
    lookup = request.POST.get("lookup", "")[:40]
    if request.method == "POST" and too_often(request, "lookup", MOST_LOOKED_UP):
        return render(request, "services/public_look_up.html", {"slow": True}, status=429)
    digest = actions.digest_of(lookup)
    found = queries.request_by_digest(digest)
    form = RatingForm(sent(request, "rate"))
    if found is not None:
        found = _stepped(request, found, form)
    question = None if found else queries.question_by_digest(digest)
    organization = found.desk if found else question.organization if question else None
    context = {
        "lookup": lookup,
        "found": found,
        "question": question,
        "form": form,
        "referrals": found.referrals.select_related("to") if found else [],
        "channel": queries.channel_for(organization.path) if organization else None,
    }
    return render(request, "services/public_look_up.html", context)


@require_GET
def official_channel(request: HttpRequest) -> HttpResponse:
    """Where complaints about persons are received."""
    actor = cast(PageRequest, request).actor
    found = queries.channel_for(actor.path if actor else "")
    return render(request, "services/channel.html", {"found": found, "title": _("Official channel")})


def _stepped(request: HttpRequest, found: ServiceRequest, form: RatingForm) -> ServiceRequest:
    """Whoever has the code withdraws the request, or says whether it was solved."""
    if request.POST.get("step") == "withdraw":
        return actions.withdraw_request(request=found)
    rated: list[ServiceRequest] = []
    if sent(request, "rate") is not None and done(
        form,
        lambda clean: rated.append(
            actions.rate(request=found, rating=Rating(clean["rating"]), text=clean["text"])
        ),
    ):
        return rated[0]
    return found


def _status(slow: bool, form: Any) -> int:
    return 429 if slow else 422 if form.errors else 200
