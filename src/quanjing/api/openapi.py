"""What the library does not write into the OpenAPI by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from pydantic import BaseModel

from quanjing.api.problems import CONTENT_TYPE
from quanjing.api.schemas.common import Problem
from quanjing.foundation.http import MEDIA_TYPES

Extra = dict[str, Any]
WRITES = frozenset({"post", "patch"})
TITLES = {
    400: gettext_noop("Not understood."),
    401: gettext_noop("No valid token."),
    403: gettext_noop("The post does not allow this."),
    404: gettext_noop("Nothing here that the owner of the token may see."),
    409: gettext_noop("A conflict, or not possible in the present state."),
    413: gettext_noop("Too large."),
    422: gettext_noop("Input that cannot be accepted; each place is named."),
}


def json_or_parts(model: type[BaseModel]) -> Extra:
    """A request body that is JSON, or multipart with part `json` and any number of files."""
    shape = model.model_json_schema(ref_template=REF_TEMPLATE)
    parts = {
        "type": "object",
        "properties": {"json": {"type": "string", "contentMediaType": "application/json"}},
        "additionalProperties": {"type": "string", "format": "binary"},
        "required": ["json"],
    }
    content = {"application/json": {"schema": shape}, "multipart/form-data": {"schema": parts}}
    return {"requestBody": {"content": content, "required": True}}


def download(ending: str) -> Extra:
    """A response that is a file with that ending."""
    file = {"schema": {"type": "string", "format": "binary"}}
    return {"responses": {200: {"content": {MEDIA_TYPES[ending]: file}}}}


def complete(schema: OpenAPISchema) -> None:
    """Add to each operation the problems that it may answer, and say its summary in the reader's language."""
    shape = Problem.model_json_schema(ref_template=REF_TEMPLATE)
    schema["components"]["schemas"] |= {**shape.pop("$defs"), "Problem": shape}
    reference = {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            summary = operation["summary"]
            operation["summary"] = gettext(summary)
            for status in _statuses(path, method, operation):
                title = TITLES[status]
                content = {CONTENT_TYPE: reference}
                operation["responses"][status] = {"description": gettext(title), "content": content}


def _statuses(path: str, method: str, operation: Extra) -> list[int]:
    found = {401, 403}
    if "{" in path:
        found.add(404)
    if method in WRITES:
        found |= {400, 409, 413, 422}
    if any(parameter["in"] == "query" for parameter in operation["parameters"]):
        found |= {404, 422}
    return sorted(found)
