"""The issuer's own table, filled."""

from __future__ import annotations

from typing import BinaryIO

from quanjing.collation.actions.scope import Counts, Scope
from quanjing.collation.models import Layout


def fill_layout(layout: Layout, scope: Scope, out: BinaryIO) -> Counts:
    raise NotImplementedError
