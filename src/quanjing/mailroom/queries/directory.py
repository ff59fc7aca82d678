"""Who and what a mail can be about: bodies by name and address, items that are asked for. A few queries."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.organizations.models import Organization, OrganizationName
from quanjing.organizations.queries import posts_in_force
from quanjing.submissions.queries import Layout, layout_of
from quanjing.tasks.models import Task

KEPT = timedelta(days=400)  # after its end an item is still looked for
PREFIX = 4  # characters by which names are found
SHORTEST = 4  # a shorter name says too little


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of a published notice, its names folded."""

    task: int
    directive: int
    name: str
    title: str
    number: str


@dataclass(slots=True)
class Directory:
    """`by_address`: mail address -> bodies; `paths`: body -> its place in the tree."""

    asked: list[Asked] = field(default_factory=list)
    by_address: dict[str, set[int]] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)
    names: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)

    def layout(self, directive: Directive) -> Layout:
        """What the pages of all units for a notice have in common, read once."""
        if directive.pk not in self.layouts:
            self.layouts[directive.pk] = layout_of(directive)
        return self.layouts[directive.pk]

    def bodies_in(self, text: str) -> set[int]:
        """The bodies whose names stand in `text`; of names within names only the longest."""
        folded, found, at = fold(text), set(), 0
        while at < len(folded):
            fits = [
                pair
                for pair in self.names.get(folded[at : at + PREFIX], ())
                if folded.startswith(pair[0], at)
            ]
            if fits:
                name, body = max(fits, key=lambda pair: len(pair[0]))
                found |= {other for same, other in fits if same == name} | {body}
                at += len(name)
            else:
                at += 1
        return found


def directory() -> Directory:
    """The directory as it is now."""
    found = Directory(asked=_asked())
    bodies = Organization.objects.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()))
    for pk, path, name, short, email in bodies.values_list("pk", "path", "name", "short_name", "email"):
        found.paths[pk] = path
        if email:
            found.by_address.setdefault(email.lower(), set()).add(pk)
        for one in {name, short}:
            _add(found, one, pk)
    for pk, name in OrganizationName.objects.values_list("organization_id", "name"):
        if pk in found.paths:
            _add(found, name, pk)
    held = posts_in_force().exclude(holder=None).order_by().values_list("holder__email", "organization_id")
    for email, pk in held:
        if email:
            found.by_address.setdefault(email.lower(), set()).add(pk)
    return found


def fold(text: str) -> str:
    """A text without width, case and space, for looking names up."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _add(found: Directory, name: str, pk: int) -> None:
    folded = fold(name)
    pair = (folded, pk)
    if len(folded) >= SHORTEST and pair not in found.names.setdefault(folded[:PREFIX], []):
        found.names[folded[:PREFIX]].append(pair)


def _asked() -> list[Asked]:
    lasting = Q(closes_at=None) | Q(closes_at__gt=clock.now() - KEPT)
    tasks = Task.objects.filter(lasting, assign=True, directive__state=DirectiveState.PUBLISHED)
    rows = tasks.values_list("pk", "directive_id", "name", "directive__title", "directive__doc_number")
    return [
        Asked(pk, directive, fold(name), fold(title), fold(number))
        for pk, directive, name, title, number in rows
    ]
