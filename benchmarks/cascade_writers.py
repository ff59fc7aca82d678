"""One of the writers of `cascade.py`: a process that sends nil reports for its posts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any


def writer(url: str, directive_id: int, posts: Sequence[int], counting: bool, gate: Any) -> None:
    """Wait at the gate, then send one nil report for each post; without `counting` no counts are kept."""
    os.environ["QUANJING_DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanjing.config.settings")
    import django

    django.setup()
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for
    from quanjing.submissions.actions import submit_nil
    from quanjing.tasks.actions import moving
    from quanjing.tasks.models import Assignment
    from quanjing.tasks.queries.tallies import Lines

    if not counting:
        moving._lines_of = lambda _assignment: Lines()
    actors = [
        actor_for(post) for post in Post.objects.filter(pk__in=posts).select_related("organization", "holder")
    ]
    rows = Assignment.objects.filter(directive=directive_id, state="due").select_related(
        "task", "organization", "directive"
    )
    own = [rows.filter(organization=actor.organization_id).earliest("pk") for actor in actors]
    gate.wait(timeout=300)
    for actor, assignment in zip(actors, own, strict=True):
        submit_nil(actor=actor, assignment=assignment, reason="本期没有")
