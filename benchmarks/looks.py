"""Looks at nodes of every level of a tree: how long they take, how many queries they cost."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable

import harness


class Looks:
    """Milliseconds and numbers of queries of looks at many nodes."""

    def __init__(self, seconds: list[float], queries: list[int]) -> None:
        self.seconds, self.queries = sorted(seconds), queries

    @property
    def p95(self) -> float:
        return self.seconds[int(len(self.seconds) * 0.95)] * 1000

    @property
    def spread(self) -> int:
        return max(self.queries) - min(self.queries)

    @property
    def said(self) -> str:
        middle, last = statistics.median(self.seconds) * 1000, self.seconds[-1] * 1000
        counts = f"{min(self.queries)}-{max(self.queries)} queries"
        return f"{middle:9.1f} ms  (p95 {self.p95:.1f}, most {last:.1f}, n={len(self.seconds)}, {counts})"


def looked(look: Callable[..., object], count: int) -> Looks:
    """`count` looks, at the top and at bodies of every level at random; the top, the heaviest, is a tenth."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quanjing.organizations.models import Organization

    nodes = list(Organization.objects.order_by("path"))
    upper = [node for node in nodes if node.numchild]
    chance = random.Random(len(nodes))
    chosen = [nodes[0]] * (count // 10) + chance.choices(upper, k=count * 6 // 10)
    chosen += chance.choices(nodes, k=count - len(chosen))
    queries = []
    with CaptureQueriesContext(connection) as captured:
        for node in (nodes[0], nodes[1], nodes[-1]):
            before = len(captured)
            look(node)
            queries.append(len(captured) - before)
    return Looks([harness.timed(lambda node=node: look(node)) for node in chosen], queries)
