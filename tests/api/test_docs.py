"""The page of the API: in the product's look, without a script or a foreign host of its own."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from quanjing.api.docs import Shapes
from tests.api.conftest import ROOT
from tests.api.test_permissions import MATRIX
from tests.world import World


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "应用接口"), ("en", "API")])
def test_the_page_shows_every_call_in_the_language_of_the_reader(
    world: World, language: str, title: str
) -> None:
    page = Client().get(f"{ROOT}/docs", headers={"Accept-Language": language})
    text = page.content.decode()
    assert page.status_code == 200
    assert [name for name in MATRIX if f'id="{name}"' not in text] == []
    assert f">{title}</h1>" in text
    assert "//cdn" not in text


def test_the_root_leads_to_the_page(world: World) -> None:
    assert Client().get(f"{ROOT}/").headers["Location"] == f"{ROOT}/docs"


def test_a_shape_shows_keys_types_and_what_may_be_left_out() -> None:
    known = {"Tea": {"type": "object", "properties": {"leaf": {"type": "string"}}, "required": ["leaf"]}}
    schema = {
        "type": "object",
        "required": ["tea"],
        "properties": {
            "tea": {"type": "array", "items": {"$ref": "#/components/schemas/Tea"}},
            "due": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            "kind": {"enum": ["green", "black"]},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        },
    }
    assert json.loads(Shapes(known).text(schema)) == {
        "tea": [{"leaf": "string"}],
        "due?": "date | null",
        "kind?": "green | black",
        "counts?": {"…": "integer"},
    }
