"""Activities through the API: entered with what took place, listed for who may see them."""

from __future__ import annotations

import json

from django.test import Client

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity
from quanjing.organizations.actions import issue_token
from quanjing.organizations.models import Post
from tests.world import World

ENTRY = {"kind": "lecture", "name": "一片叶子的党课", "starts_at": "2026-09-02T14:30", "present": 9}


def call(post: Post, body: object = None, query: str = "") -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {issue_token(post=post)}"}
    client, path = Client(), f"/api/v1/activities{query}"
    answer = (
        client.get(path, headers=headers)
        if body is None
        else client.post(path, json.dumps(body), content_type="application/json", headers=headers)
    )
    return answer.status_code, answer.json()


def test_what_took_place_is_entered_and_written_up(world: World, at_nine: object) -> None:
    status, made = call(world.tea_handler, ENTRY | {"took_place": True, "hosts": [world.nursing.name]})
    assert (status, made["state"], made["number"], made["joint"]) == (201, "written", "2026-001", True)
    assert made["starts_at"] == "2026-09-02T14:30:00+08:00"
    assert Activity.objects.get().state == ActivityState.WRITTEN


def test_a_problem_leaves_nothing_behind(world: World, at_nine: object) -> None:
    late = ENTRY | {"starts_at": "2026-09-04T14:30:00+08:00", "took_place": True}
    assert call(world.tea_handler, late)[0] == 422
    assert call(world.tea_handler, ENTRY | {"kind": "unknown"})[0] == 422
    assert call(world.tea_handler, ENTRY | {"starts_at": "2026-09-04"})[0] == 422
    assert call(world.auditor, ENTRY)[0] == 403
    assert Activity.objects.count() == 0


def test_a_list_is_that_of_the_caller(world: World, at_nine: object) -> None:
    call(world.tea_handler, ENTRY)

    def names(post: Post, query: str = "") -> list[object]:
        items = call(post, None, query)[1]["items"]
        assert isinstance(items, list)
        return [item["name"] for item in items]

    assert names(world.officer) == names(world.tea_handler) == ["一片叶子的党课"]
    assert names(world.nursing_handler) == []
    assert names(world.officer, "?kind=themeday") == names(world.officer, "?first=2026-09-03") == []
    assert call(world.tea_handler, None, f"?under={world.nursing.code}")[0] == 422
