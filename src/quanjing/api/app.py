"""The API: one router a path, every error a problem, a token for every call."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from quanjing.api import problems
from quanjing.api.auth import Token
from quanjing.api.docs import DocsPage
from quanjing.api.openapi import complete
from quanjing.api.operations import (
    activities,
    assessment,
    assignments,
    calls,
    collation,
    directives,
    documents,
    forms,
    influence,
    inspections,
    organizations,
    panorama,
    portal,
    projects,
    register,
    results,
    services,
    submissions,
)
from quanjing.api.parser import JsonParser


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        complete(schema)
        return schema


api = Api(
    title="Quanjing",
    version="1",
    auth=Token(),
    docs=DocsPage(),
    openapi_url="/openapi.json",
    docs_url="/docs",
    parser=JsonParser(),
    renderer=Renderer(),
)
problems.install(api)
for part in (
    directives, assignments, forms, submissions, collation, documents, organizations, register, activities,
    panorama, calls, projects, inspections, services, assessment, influence, portal, results,
):  # fmt: skip
    api.add_router("", part.router)
