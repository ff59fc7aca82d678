"""JSON as the API takes it: what a database could not keep is refused at the door."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.parser import Parser

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def parsed(text: str | bytes) -> Any:
    """The value of a JSON text. Raises `HttpError` 400 for what is not JSON or holds NUL or half a pair."""
    try:
        value = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise HttpError(400, "not JSON") from None
    if not _storable(value):
        raise HttpError(400, "not storable")
    return value


def _refuse(name: str) -> None:
    raise ValueError(name)


def _storable(value: object) -> bool:
    if isinstance(value, str):
        return UNSTORABLE.search(value) is None
    if isinstance(value, dict):
        return all(_storable(key) and _storable(inner) for key, inner in value.items())
    return all(map(_storable, value)) if isinstance(value, list) else True


class JsonParser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        return parsed(request.body)
