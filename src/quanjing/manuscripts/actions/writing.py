"""Writing the manuscript: points with their sources, step after step, each of which can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.manuscripts.actions.steps import (
    at_version,
    entries_still_free,
    locked,
    restored,
    standing,
    step,
    write,
)
from quanjing.manuscripts.models import Compilation, Point, Step
from quanjing.manuscripts.queries import groups_of, pooled
from quanjing.manuscripts.queries.words import text_of
from quanjing.manuscripts.rules.arranging import (
    added,
    changed,
    deprived,
    divided,
    joined,
    moved,
    place_of,
    without,
)
from quanjing.submissions.models import Entry

LONGEST_TITLE = 300


@transaction.atomic
def add_point(
    *, actor: Actor, compilation: Compilation, title: str = "", entries: Sequence[str] = ()
) -> Point:
    """One more point at the end; its text begins with the words of the entries that it comes from.

    Args:
        entries: codes of entries of the pool; what was merged with them comes along as a source.

    Raises:
        Denied: another body's manuscript. Missing: an entry is not in the pool.
        Invalid: neither a title nor an entry.
    """
    current = locked(actor, compilation)
    if not title.strip() and not entries:
        raise Invalid([Problem("title", _("Please write a heading or tick an entry."))])
    leads, ids = _sources(current, entries)
    text = "\n".join(text_of(entry) for entry in leads)
    before = standing(current)
    after = added(before, title.strip()[:LONGEST_TITLE], text, ids)
    step(
        actor,
        current,
        before,
        after,
        verb="manuscripts.add_point",
        detail={"point": after[-1].code, "entries": list(entries)},
    )
    return Point.objects.get(code=after[-1].code)


@transaction.atomic
def edit_point(
    *, actor: Actor, compilation: Compilation, code: str, title: str, text: str, version: int
) -> Point:
    """Write title and text of a point.

    Raises:
        Denied, Missing: another body's, or a point that is gone.
        Conflict: somebody else wrote it since `version`; both texts are in the error.
    """
    current = locked(actor, compilation)
    before = standing(current)
    words = {"title": title.strip()[:LONGEST_TITLE], "text": text.replace("\r\n", "\n").strip()}
    one = at_version(before, code, version, **words)
    if (one.title, one.text) != (words["title"], words["text"]):
        step(
            actor,
            current,
            before,
            changed(before, code, **words),
            verb="manuscripts.edit_point",
            detail={"point": code},
        )
    return Point.objects.get(code=code)


@transaction.atomic
def add_sources(*, actor: Actor, compilation: Compilation, code: str, entries: Sequence[str]) -> int:
    """Put entries (codes) behind a point, with what was merged with them; returns how many came.

    Raises: `Denied`; `Missing` for a point that is gone or an entry that is not in the pool.
    """
    current = locked(actor, compilation)
    before = standing(current)
    one = before[place_of(before, code)]
    _leads, ids = _sources(current, entries)
    together = tuple(dict.fromkeys((*one.entries, *ids)))
    if len(together) > len(one.entries):
        after = changed(before, code, entries=together)
        step(
            actor,
            current,
            before,
            after,
            verb="manuscripts.add_sources",
            detail={"point": code, "entries": list(entries)},
        )
    return len(together) - len(one.entries)


@transaction.atomic
def drop_sources(*, actor: Actor, compilation: Compilation, code: str, entries: Sequence[str]) -> None:
    """Take entries (codes) from behind a point; they stay in the pool. Raises `Denied`, `Missing`."""
    current = locked(actor, compilation)
    before = standing(current)
    one = before[place_of(before, code)]
    gone = set(Entry.objects.filter(code__in=entries, pk__in=one.entries).values_list("pk", flat=True))
    if not gone:
        raise Missing
    after = changed(before, code, entries=tuple(entry for entry in one.entries if entry not in gone))
    step(
        actor,
        current,
        before,
        after,
        verb="manuscripts.drop_sources",
        detail={"point": code, "entries": list(entries)},
    )


@transaction.atomic
def move_point(*, actor: Actor, compilation: Compilation, code: str, to: int) -> None:
    """Put a point at number `to` (from 1; beyond the last: last). Raises `Denied`, `Missing`."""
    current = locked(actor, compilation)
    before = standing(current)
    after = moved(before, code, to - 1)
    if after != before:
        step(actor, current, before, after, verb="manuscripts.move_point", detail={"point": code, "to": to})


@transaction.atomic
def join_points(*, actor: Actor, compilation: Compilation, code: str, into: str, version: int) -> None:
    """Make one point of two, at the place and under the title of `into`, with all sources.

    Raises: `Denied`, `Missing`; `Conflict` where the point that goes was written since `version`.
    """
    current = locked(actor, compilation)
    before = standing(current)
    at_version(before, code, version)
    step(
        actor,
        current,
        before,
        joined(before, code, into),
        verb="manuscripts.join_points",
        detail={"point": code, "into": into},
    )


@transaction.atomic
def split_point(
    *,
    actor: Actor,
    compilation: Compilation,
    code: str,
    at: int,
    title: str,
    leaving: Sequence[str],
    version: int,
) -> None:
    """Make two points of one: paragraphs from number `at` on go to the next, with the sources `leaving`.

    Raises: `Denied`; `Missing` where one side would have no text; `Conflict` as `edit_point`.
    """
    current = locked(actor, compilation)
    before = standing(current)
    at_version(before, code, version)
    ids = Entry.objects.filter(code__in=leaving).values_list("pk", flat=True)
    after = divided(before, code, at, title.strip()[:LONGEST_TITLE], ids)
    step(actor, current, before, after, verb="manuscripts.split_point", detail={"point": code, "at": at})


@transaction.atomic
def remove_point(*, actor: Actor, compilation: Compilation, code: str, version: int) -> None:
    """Take a point out; its entries stay in the pool. Raises `Denied`, `Missing`, `Conflict`."""
    current = locked(actor, compilation)
    before = standing(current)
    at_version(before, code, version)
    step(
        actor, current, before, without(before, code), verb="manuscripts.remove_point", detail={"point": code}
    )


@transaction.atomic
def confirm_point(*, actor: Actor, compilation: Compilation, code: str, version: int) -> None:
    """Say that a point was looked at since a source was withdrawn. Raises `Denied`, `Missing`, `Conflict`."""
    current = locked(actor, compilation)
    before = standing(current)
    if at_version(before, code, version).recheck:
        step(
            actor,
            current,
            before,
            changed(before, code, recheck=False),
            verb="manuscripts.confirm_point",
            detail={"point": code},
        )


@transaction.atomic
def undo(*, actor: Actor, compilation: Compilation, last: int) -> None:
    """Put the points back as they stood before the last step, without what was withdrawn since.

    Args:
        last: primary key of the step that the actor sees as the last.

    Raises:
        Denied. WrongState: there is another last step by now, or none.
    """
    current = locked(actor, compilation)
    newest = Step.objects.filter(compilation=current).first()
    if newest is None or newest.pk != last:
        raise WrongState(_("Something else was done in the meantime. Please look again."))
    now = standing(current)
    ids = [entry for one in newest.before for entry in one["entries"]]
    write(actor, current, now, restored(newest.before, now, entries_still_free(current, ids)))
    newest.delete()
    record(actor=actor, verb="manuscripts.undo", on=current, detail={"step": newest.verb})


def released(
    actor: Actor, compilation: Compilation, entries: Sequence[int], *, recheck: bool
) -> Sequence[str]:
    """Take entries out of all points, as a part of another action; the codes of the points that had them.

    Not a step: what was withdrawn does not come back by undoing.
    """
    before = standing(compilation)
    after = deprived(before, entries, recheck=recheck)
    write(actor, compilation, before, after)
    return [old.code for old, new in zip(before, after, strict=True) if old.entries != new.entries]


def _sources(compilation: Compilation, codes: Sequence[str]) -> tuple[list[Entry], list[int]]:
    """The entries of the pool with these codes, and the primary keys of all that comes with them."""
    found = {entry.code: entry for entry in pooled(compilation).filter(code__in=codes)}
    if len(found) != len(set(codes)):
        raise Missing
    leads = [found[code] for code in dict.fromkeys(codes)]
    groups = groups_of(compilation, [entry.pk for entry in leads])
    ids = [pk for entry in leads for pk in (entry.pk, *groups[entry.pk])]
    free = entries_still_free(compilation, ids)
    return leads, [pk for pk in ids if pk in free]
