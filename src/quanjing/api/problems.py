"""Errors as RFC 9457 problem details: `{type, title, status, detail, errors: [{field, message}]}`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

import pydantic
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from gongwen.errors import GongwenError, TooLargeDocument
from quanjing.foundation.errors import Conflict, Invalid, Missing, QuanjingError, SignInRequired

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
Handler = Callable[[HttpRequest, Any], HttpResponse]
Errors = Sequence[Mapping[str, str]]

# What the library that checks shapes calls a fault, in words; everything else is `OTHER`.
FAULTS: dict[str, Promise] = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("This must be text."),
    "string_too_short": gettext_lazy("This must not be empty."),
    "too_short": gettext_lazy("This must not be empty."),
    "bool_type": gettext_lazy("This must be true or false."),
    "bool_parsing": gettext_lazy("This must be true or false."),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "list_type": gettext_lazy("This must be a list."),
    "dict_type": gettext_lazy("This must be an object."),
    "model_type": gettext_lazy("This must be an object."),
    "model_attributes_type": gettext_lazy("This must be an object."),
    "day": gettext_lazy("This must be a date such as 2026-09-15."),
    "day_or_moment": gettext_lazy("This must be a date or a moment such as 2026-09-15T17:00:00+08:00."),
}
OTHER = gettext_lazy("This value does not fit.")


def problem(
    status: int, code: str, title: object, *, detail: object = "", errors: Errors = (), **more: object
) -> HttpResponse:
    """A response with the body of a problem; `type` is stable, title and detail are for people."""
    body: dict[str, object] = {
        "type": f"urn:quanjing:{code}",
        "title": str(title),
        "status": status,
        "detail": str(detail) or str(title),
        "errors": list(errors),
    }
    response = JsonResponse(
        body | more, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def faults(errors: Iterable[Mapping[str, Any]], skip: int) -> Errors:
    """The places and messages of a failed check; the first `skip` steps of a place are not the caller's."""
    return [
        {
            "field": ".".join(str(step) for step in error["loc"][skip:]) or "body",
            "message": str(FAULTS.get(str(error["type"]), OTHER)),
        }
        for error in errors
    ]


def named(error: QuanjingError) -> HttpResponse:
    found = getattr(error, "problems", ())
    errors = [{"field": each.where, "message": str(each.message)} for each in found]
    more = {"theirs": error.theirs, "yours": error.yours} if isinstance(error, Conflict) else {}
    return problem(error.status, error.code, type(error).message, detail=error, errors=errors, **more)


def _bad_file(error: GongwenError) -> HttpResponse:
    status = 413 if isinstance(error, TooLargeDocument) else 422
    message = error.message(get_language() or "zh")
    place = {"field": "file", "message": message}
    return problem(status, error.code, _("The file was not accepted."), detail=message, errors=[place])


def _unfit(error: ValidationError) -> HttpResponse:
    in_body = [each for each in error.errors if each["loc"][0] == "body"]
    elsewhere = [each for each in error.errors if each["loc"][0] != "body"]
    return _invalid([*faults(elsewhere, skip=1), *faults(in_body, skip=2)])


def _unfit_part(error: pydantic.ValidationError) -> HttpResponse:
    return _invalid(faults(error.errors(include_url=False), skip=0))


def _invalid(errors: Errors) -> HttpResponse:
    return problem(422, Invalid.code, Invalid.message, errors=errors)


def _by_status(error: HttpError) -> HttpResponse:
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return named(SignInRequired(_("A valid token is needed: Authorization: Bearer TOKEN.")))
    return _malformed(error)


def _malformed(_error: Exception) -> HttpResponse:
    return problem(400, "malformed", _("The request could not be understood."))


def _too_big(_error: RequestDataTooBig) -> HttpResponse:
    return problem(413, "too_large", _("The request is too large."))


def _not_there(_error: Http404) -> HttpResponse:
    return named(Missing())


def not_found(_request: HttpRequest) -> HttpResponse:
    """The view of every path that the API does not have."""
    return named(Missing())


def wrong_method(allowed: str) -> HttpResponse:
    response = problem(405, "wrong_method", _("This address does not take this method."))
    response["Allow"] = allowed
    return response


def _fault_of_ours(request: HttpRequest, _error: Exception) -> HttpResponse:
    logger.exception("%s %s failed", request.method, request.path)
    got_request_exception.send(sender=NinjaAPI, request=request)
    return problem(500, "fault", _("Something went wrong on our side."))


ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    QuanjingError: named,
    GongwenError: _bad_file,
    ValidationError: _unfit,
    pydantic.ValidationError: _unfit_part,
    HttpError: _by_status,
    Http404: _not_there,
    RequestDataTooBig: _too_big,
    BadRequest: _malformed,
    MultiPartParserError: _malformed,
    SuspiciousOperation: _malformed,
}


def install(api: NinjaAPI) -> None:
    """Let `api` answer every error as a problem."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, _handler(answer))
    api.add_exception_handler(Exception, cast(Handler, _fault_of_ours))


def _handler(answer: Callable[[Any], HttpResponse]) -> Handler:
    return lambda _request, error: answer(error)
