"""Lets the time for applications of a call run out: `python -m tests.browser.call_over CODE`."""

from __future__ import annotations

import sys
from datetime import timedelta

import django


def main(code: str) -> None:
    django.setup()
    from quanjing.calls.models import Call
    from quanjing.foundation import clock

    Call.objects.filter(code=code).update(closes_at=clock.now() - timedelta(minutes=1))


if __name__ == "__main__":
    main(sys.argv[1])
