"""A province for ask_once: societies with posts, and what is true of each of them as time goes by.

The true answer of a field depends on what it means. It changes at the yearly rates below; the register
is told of nothing by itself: what it knows wrongly is corrected on the report page, as a society would.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from quanjing.accounts.models import User
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level, Role, SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for

CHANGE = {  # share of societies whose answer changes within a year, with the reason for the figure
    "unit": 0.05,  # names, codes, addresses: a move or a new host once in twenty years
    "post": 0.22,  # terms of four to five years
    "person": 0.15,  # whoever fills in, and persons in lists
    "earlier": 0.30,  # counts of members, staff, divisions
    "applicant": 0.30,  # a person named once a sheet, as for a topic
}
OFFICES = ("理事长", "秘书长", "党组织书记", "会计")
MONTH = 1 / 12


@dataclass
class Society:
    """A society with its handler, and the truth: key of the dictionary (and place) -> value."""

    body: Organization
    actor: Actor
    chance: random.Random
    truth: dict[str, object] = field(default_factory=dict)
    lists: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**9)))

    def fresh(self, stem: str) -> str:
        """A value that this society never gave before."""
        return f"{stem}{self.body.number}-{next(self.serial)}"

    def value(self, name: str, kind: str, rate: str, month: int, stem: str, options: list[str]) -> object:
        """What is true in this month; changed since the last look with the rate of the time between."""
        months = month - self.seen.get(name, month)
        changed = any(self.chance.random() < CHANGE[rate] * MONTH for _ in range(months))
        if name not in self.truth or changed:
            self.truth[name] = self.made(kind, stem, options)
        self.seen[name] = month
        return self.truth[name]

    def made(self, kind: str, stem: str, options: list[str]) -> object:
        if kind == "number":
            return 1000 + next(self.serial)
        if kind == "date":
            month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
            return f"{self.chance.randint(1980, 2020)}-{month:02}-{day:02}"
        if kind == "choice":
            return self.chance.choice(options) if options else stem
        if kind == "multichoice":
            return [self.chance.choice(options)] if options else []
        return self.fresh(stem)


def province(societies: int, seed: int) -> tuple[Actor, list[Society]]:
    """One association with its officer, and the societies with a handler and four office holders each."""
    top = Organization.add_root(
        name="示例省科学技术协会", kind=Kind.ASSOCIATION, level=Level.PROVINCIAL, number="1"
    )
    bodies = Organization.objects.bulk_create(
        Organization(
            path=Organization._get_path(top.path, 2, place), depth=2, name=f"示例省第{place}学会",
            kind=Kind.SOCIETY, level=Level.PROVINCIAL, society_class=SocietyClass(place % 5 + 1),
            number=f"{place:04}", host_unit=f"示例大学{place}", phone=f"010-5555{place:04}", region="示例省",
            email=f"office{place}@example.org", credit_code=f"BENCH{place:013}", short_name=f"第{place}学会",
        )
        for place in range(1, societies + 1)
    )  # fmt: skip
    Organization.objects.filter(pk=top.pk).update(numchild=societies)
    posts = []
    for body in bodies:
        for title in ("秘书处 经办人", *OFFICES):
            user = User(
                username=f"u{body.number}-{len(posts)}", name=f"{title[:1]}某{body.number}", phone=body.phone
            )
            user.email = f"{user.username}@example.org"
            user.date_joined = timezone.now()
            role = Role.HANDLER if len(posts) % 5 == 0 else Role.NONE
            posts.append(Post(organization=body, title=title, role=role, holder=user))
    User.objects.bulk_create([post.holder for post in posts])
    Post.objects.bulk_create(posts)
    officer = User.objects.create(username="bench", name="林知远")
    Post.objects.create(organization=top, title="专员", role=Role.OFFICER, holder=officer)
    found = Post.objects.select_related("organization", "holder").order_by("pk")
    actors = {post.organization_id: actor_for(post) for post in found if post.role != Role.NONE}
    made = [Society(body, actors[body.pk], random.Random(f"{seed}:{body.number}")) for body in bodies]
    return actors[top.pk], made
