"""The page that shows the OpenAPI: plain HTML in the product's look, no script, no foreign host."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

Schema = dict[str, Any]
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent or answered: `shape` shows keys and types as JSON would."""

    content_type: str
    shape: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    description: str
    bodies: list[Body]

    @property
    def is_problem(self) -> bool:
        return self.status >= 400


@dataclass(frozen=True, slots=True)
class Call:
    """One operation, ready to be printed."""

    name: str
    method: str
    path: str
    summary: str
    parameters: list[Schema]
    bodies: list[Body]
    answers: list[Answer]


class DocsPage(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        base = settings.BASE_URL.rstrip("/")
        values = {
            "calls": calls_of(schema),
            "problem": Shapes(schema["components"]["schemas"]).text({"$ref": "#/components/schemas/Problem"}),
            "openapi_url": self.get_openapi_url(api, kwargs),
            "base": base,
        }
        return render(request, "api/docs.html", values)


class Shapes:
    """JSON schemas as short texts."""

    def __init__(self, known: dict[str, Schema]) -> None:
        self.known = known

    def text(self, schema: Schema) -> str:
        found = self._shape(schema, 0)
        return found if isinstance(found, str) else json.dumps(found, indent=2, ensure_ascii=False)

    def _shape(self, schema: Schema, depth: int) -> Any:
        if "$ref" in schema:
            return self._shape(self.known[schema["$ref"].rsplit("/", 1)[-1]], depth)
        for union in ("anyOf", "oneOf", "allOf"):
            if union in schema and "properties" not in schema:
                return self._either([self._shape(each, depth) for each in schema[union]])
        if depth > DEEPEST:
            return "…"
        named = self._named(schema, depth)
        if named:
            return named
        if schema.get("type") == "array":
            return [self._shape(schema.get("items", {}), depth + 1)]
        return self._word(schema)

    def _named(self, schema: Schema, depth: int) -> dict[str, Any]:
        """The keys of an object; keys that the caller chooses stand as "…"."""
        required = schema.get("required", ())
        shapes = {
            name + ("" if name in required else "?"): self._shape(each, depth + 1)
            for name, each in schema.get("properties", {}).items()
        }
        for each in (schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()):
            if isinstance(each, dict) and each:
                shapes["…"] = self._shape(each, depth + 1)
        return shapes

    def _either(self, shapes: list[Any]) -> Any:
        """Words side by side; of several structures the first, since the rest is rarely more."""
        structures = [shape for shape in shapes if not isinstance(shape, str)]
        return structures[0] if structures else " | ".join(dict.fromkeys(shapes))

    def _word(self, schema: Schema) -> str:
        if "const" in schema:
            return json.dumps(schema["const"])
        if "enum" in schema:
            return " | ".join(str(value) or '""' for value in schema["enum"])
        return str(schema.get("format") or schema.get("type") or "any")


def calls_of(schema: Schema) -> list[Call]:
    """The operations in the order of their paths."""
    shapes = Shapes(schema["components"]["schemas"])
    return [
        _call(path, method, operation, shapes)
        for path, operations in sorted(schema["paths"].items())
        for method, operation in operations.items()
    ]


def _call(path: str, method: str, operation: Schema, shapes: Shapes) -> Call:
    return Call(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=str(operation["summary"]),
        parameters=[
            {**each, "word": shapes.text(each["schema"]), "default": each["schema"].get("default")}
            for each in operation["parameters"]
        ],
        bodies=_bodies(operation.get("requestBody", {}), shapes),
        answers=[
            Answer(int(status), str(answer["description"]), _bodies(answer, shapes))
            for status, answer in sorted(operation["responses"].items())
        ],
    )


def _bodies(holder: Schema, shapes: Shapes) -> list[Body]:
    content = holder.get("content", {})
    return [Body(kind, shapes.text(each["schema"])) for kind, each in content.items()]
