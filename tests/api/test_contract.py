"""The OpenAPI says what the API does: every operation answers with a documented status and shape."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import requests
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from quanjing.api.app import api
from quanjing.organizations.models import Post
from tests.api.callings import draft_of
from tests.api.conftest import ROOT, Caller, Stage, final_document
from tests.api.test_permissions import calls, own_topic

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OF_THE_UNIT = {
    "submission_send", "form_hand_in", "form_read", "form_take", "application_begin", "application_write",
    "application_send", "project_report", "project_settle", "self_check_send", "finding_rectify",
    "slot_book", "booking_cancel",
}  # fmt: skip
# asked by the unit
OWN = tuple(f"{ROOT}/{part}" for part in ("assignments", "calls", "applications", "projects"))
EXAMPLES = 20  # an operation
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT}/"), default=str))
openapi = schemathesis.openapi.from_dict(DOCUMENT)


OPERATIONS = {
    operation["operationId"]: (method.upper(), path)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
}


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The product, its responses read and closed as a server does."""
    response = WSGIHandler()(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()


def test_one_path_has_one_router() -> None:
    paths = [path for bound in api._get_bound_routers() for path in bound.path_operations]
    assert [path for path, count in Counter(paths).items() if count > 1] == []


def test_a_right_call_is_answered_as_documented(stage: Stage, caller_of: Callable[[Post], Caller]) -> None:
    tea, officer = caller_of(stage.world.tea_handler), caller_of(stage.world.officer)
    for name, call in calls(stage, tea).items():
        with transaction.atomic():  # each finds the same world
            response = call.by(tea if name in OF_THE_UNIT else officer)
            method, path = OPERATIONS[name]
            documented = DOCUMENT["paths"][path][method.lower()]["responses"]
            answer = documented[str(response.status_code)]
            assert response.status_code < 300, name
            (content_type,) = answer["content"]
            assert response["Content-Type"].split(";")[0] == content_type, name
            if content_type == "application/json":
                openapi[path][method].validate_response(as_received(response))
            response.close()
            transaction.set_rollback(True)


def as_received(response: Any) -> Response:
    """A response of the test client as schemathesis knows one."""
    return Response(
        status_code=response.status_code,
        headers={name: [value] for name, value in response.headers.items()},
        content=response.content,
        request=requests.Request("GET", "http://testserver/").prepare(),
        elapsed=0,
        verify=False,
    )


@openapi.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_documented(
    case: Any, stage: Stage, caller_of: Callable[[Post], Caller]
) -> None:
    """Codes are those of things that are there, so that bodies and queries reach the actions."""
    codes = {"code": stage.directive.code, "task": stage.draft.tasks.order_by("position")[0].code}
    codes["figure"] = "coverage.work"
    if case.operation.path.startswith(f"{ROOT}/assignments"):
        codes |= {"code": stage.assignment(1).code, "form": "none"}
    elif case.operation.path.startswith(f"{ROOT}/submissions"):
        codes["code"] = stage.submission.code
    elif case.operation.path.startswith(f"{ROOT}/documents"):
        codes |= {"code": final_document(stage).code, "number": "1"}
    elif case.operation.path.startswith((f"{ROOT}/calls", f"{ROOT}/applications")):
        one = draft_of(stage)
        codes["code"] = one.call.code if "/calls" in case.operation.path else one.code
    elif case.operation.path.startswith(f"{ROOT}/projects"):
        project = own_topic(stage)
        codes |= {"code": project.code, "report": project.milestones.order_by("position")[0].code}
    elif case.operation.path.startswith(f"{ROOT}/portal"):
        codes["number"] = "1"
    elif case.method in ("PATCH", "POST"):
        codes["code"] = stage.draft.code
    case.path_parameters = {name: codes[name] for name in case.path_parameters or {}}
    post = stage.world.tea_handler if case.operation.path.startswith(OWN) else stage.world.officer
    secret = caller_of(post).secret
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS, app=application)


def test_the_description_is_public_and_in_the_language_of_the_reader(db: None) -> None:
    english = Client().get(f"{ROOT}/openapi.json", headers={"Accept-Language": "en"}).json()
    chinese = Client().get(f"{ROOT}/openapi.json").json()
    assert english["paths"][f"{ROOT}/me"]["get"]["summary"] == "Who am I, under which post"
    assert chinese["paths"][f"{ROOT}/me"]["get"]["summary"] == "我是谁、以何岗位"
    assert english["components"]["securitySchemes"] == {"Token": {"type": "http", "scheme": "bearer"}}
