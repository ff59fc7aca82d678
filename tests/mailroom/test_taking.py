"""What the pages of many units share is read once, and says the same."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.submissions.queries import layout_of, page_of_unit
from tests.submissions.conftest import Scene


def test_a_page_made_from_a_shared_layout_is_the_same_page(scene: Scene) -> None:
    body = scene.world.tea.pk
    layout = layout_of(scene.directive)
    with CaptureQueriesContext(connection) as alone:
        whole = page_of_unit(scene.directive, body)
    with CaptureQueriesContext(connection) as shared:
        shorter = page_of_unit(scene.directive, body, layout=layout)
    assert [part.assignment for part in shorter.parts] == [part.assignment for part in whole.parts]
    assert [(p.key, p.block, p.tasks) for p in shorter.places] == [
        (p.key, p.block, p.tasks) for p in whole.places
    ]
    assert shorter.header == whole.header
    assert [list(p.block.fields.all()) for p in shorter.places] == [
        list(p.block.fields.all()) for p in whole.places
    ]
    assert len(alone) - len(shared) >= 4
