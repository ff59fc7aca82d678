"""Who may do what with a directive."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.directives.queries import issued_within
from quanjing.directives.rules import can_issue, can_review
from quanjing.foundation import clock
from tests.world import World


def test_only_posts_of_the_own_body_issue_and_review(world: World) -> None:
    directive = Directive.objects.create(
        organization=world.association, day_end="17:00", registered_at=clock.now()
    )
    posts = (world.officer, world.administrator, world.auditor, world.city_officer, world.tea_handler)
    may = [(can_issue(actor, directive), can_review(actor, directive)) for actor in map(world.actor, posts)]
    assert may == [(True, True), *[(False, False)] * 4]


def test_the_superior_sees_what_its_subtree_issued_and_not_the_other_way(world: World) -> None:
    for body in (world.association, world.city):
        Directive.objects.create(organization=body, day_end="17:00", registered_at=clock.now())
    seen = {
        name: Directive.objects.filter(issued_within(world.actor(post))).count()
        for name, post in (
            ("officer", world.officer),
            ("city", world.city_officer),
            ("tea", world.tea_handler),
        )
    }
    assert seen == {"officer": 2, "city": 1, "tea": 0}
