from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_earlier_tries() -> None:
    """Limits of tries live in the cache; each test starts without any."""
    cache.clear()
