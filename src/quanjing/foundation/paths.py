"""Subtrees as ranges of materialized paths: an index range on every database, never LIKE."""

from __future__ import annotations

from django.db.models import Q

STEP = 4  # letters of a path for each level, `Organization.steplen`
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def next_path(path: str) -> str:
    """The first path behind the subtree of `path`: path <= p < next_path(path) is the subtree."""
    head, last = path[:-1], path[-1]
    if last == ALPHABET[-1]:
        return next_path(head) + ALPHABET[0]
    return head + ALPHABET[ALPHABET.index(last) + 1]


def in_subtree(path: str, prefix: str = "") -> Q:
    """The condition that the path at `prefix` ("organization__" or "") lies in the subtree of `path`."""
    if not path:
        return Q(pk__in=[])
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": next_path(path)})


def chain_of(path: str) -> list[str]:
    """The paths of a body and of all bodies above it, from the top."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]
