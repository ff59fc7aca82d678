"""The job over the call of a directive, in a process of its own: seconds, again, and memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time

import django


def main(directive: int) -> None:
    django.setup()
    from quanjing.directives.models import Directive
    from quanjing.likeness.actions import rebuild

    call = Directive.objects.get(pk=directive)
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        rebuild(call, lambda _done, _total: None)
        seconds.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds[0], "again": seconds[1], "MB": peak}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
