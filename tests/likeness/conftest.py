"""Two reports of one call, the second a copy."""

from __future__ import annotations

import pytest

from quanjing.likeness import actions
from quanjing.submissions.models import Submission
from tests.likeness.test_matching import changed
from tests.likeness.texts import TEXT, nothing, sends
from tests.submissions.conftest import Scene, clock_at_opening, scene

__all__ = ["clock_at_opening", "scene"]


@pytest.fixture
def tea(scene: Scene) -> Submission:
    return sends(scene, scene.handler, scene.world.tea, TEXT)


@pytest.fixture
def nursing(scene: Scene, tea: Submission) -> Submission:
    """A copy of what the tea society sent, with a tenth of its words changed."""
    return sends(scene, scene.nurse, scene.world.nursing, changed(TEXT, 0.1))


@pytest.fixture
def compared(scene: Scene, nursing: Submission) -> None:
    actions.take_in(nothing)
