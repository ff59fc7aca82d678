"""A page with several small forms: one is sent, its problems stand at its fields, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from gongwen.errors import GongwenError
from quanjing.foundation.errors import Invalid
from quanjing.foundation.fields import Taking


def done(form: Taking, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was right and the action went through; otherwise the form says what is wrong."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Invalid as error:
        form.take(error.problems)
    except GongwenError as error:
        form.add_error(None, error.message(get_language() or ""))
    return not form.errors


def sent(request: HttpRequest, step: str) -> Any:
    """What was posted if it was this step, to bind its form with."""
    return request.POST if request.method == "POST" and request.POST.get("step") == step else None


def files(request: HttpRequest, step: str) -> Any:
    return request.FILES if sent(request, step) is not None else None
