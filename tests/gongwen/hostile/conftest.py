"""A net under every hostile case: one that never ended would fail here instead of hanging the suite."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

_PATIENCE = 240  # seconds; far above what any case takes, so that no test depends on it


@pytest.fixture(autouse=True)
def net() -> Iterator[None]:
    def give_up(_number: int, _frame: FrameType | None) -> None:
        pytest.fail("This was still being read.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
