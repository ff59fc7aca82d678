"""What an entry says, as people type it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import posts_in_force
from quanjing.registers.models import RegisterEntry, RegisterKind
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block
from quanjing.sheets.rules import validate_rows
from quanjing.sheets.rules.values import CHECKS, Unfit, is_empty

FILES = (FieldType.FILE, FieldType.PHOTO)
Values = Mapping[str, object]
Upload = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """`values` by field key; `files` are new uploads by field key, a file that stays stands in `values`."""

    name: str
    holder_title: str = ""
    reviewer_title: str = ""
    happens_on: date | None = None
    expires_on: date | None = None
    updated_on: date | None = None
    values: Values = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)


COLUMNS = ("name", "holder_title", "reviewer_title", "happens_on", "expires_on", "updated_on")


def checked(
    kind: RegisterKind, block: Block, facts: EntryFacts, known: Mapping[str, KnownFact], *, complete: bool
) -> tuple[dict[str, object], list[Problem]]:
    """Clean values and every problem, each at its column or field key.

    `complete`: as it has to be when it is filed; a draft may lack anything but its name.
    """
    kept, problems = _values(block, facts, known, complete=complete)
    named = [] if facts.name.strip() else [Problem("name", _("The entry needs a name."))]
    named += [
        Problem(name, _("At most %(limit)d characters.") % {"limit": limit})
        for name, limit in (("name", 200), ("holder_title", 100), ("reviewer_title", 100))
        if len(getattr(facts, name).strip()) > limit
    ]
    if complete:
        named += _missing(kind, facts)
    return kept, named + _wrong_days(facts) + problems


def put(
    entry: RegisterEntry, facts: EntryFacts, values: Mapping[str, object], block: Block
) -> dict[str, list[str]]:
    """Write the facts into an entry that is not saved yet; {column: [before, after]} of what changed."""
    changed: dict[str, list[str]] = {}
    for name in COLUMNS:
        value = getattr(facts, name)
        value = " ".join(value.split()) if isinstance(value, str) else value
        _set(entry, name, value, changed)
    for one in block.fields.all():
        before, after = entry.values.get(one.key), values.get(one.key)
        if before != after:
            changed[one.label] = [_said(before), _said(after)]
    entry.values = dict(values)
    entry.words = "\n".join([entry.name, entry.holder_title, *texts_of(block, values)])
    return changed


def texts_of(block: Block, values: Mapping[str, object]) -> list[str]:
    """What the values say in words, files left out."""
    return [
        _said(values[one.key]) for one in block.fields.all() if one.type not in FILES and one.key in values
    ]


def name_posts(entries: list[RegisterEntry], body: Organization) -> None:
    """Tie holders and reviewers to the posts of the body that bear these titles: one query for any number."""
    wanted = {title for one in entries for title in (one.holder_title, one.reviewer_title) if title}
    posts: dict[str, Post] = {}
    for post in posts_in_force().filter(organization=body, title__in=wanted):
        posts.setdefault(post.title, post)
    for one in entries:
        one.holder, one.reviewer = posts.get(one.holder_title), posts.get(one.reviewer_title)


def keep_files(actor: Actor, block: Block, facts: EntryFacts, values: dict[str, object]) -> None:
    """Store new uploads and put their codes into the values. Raises GongwenError for one that is refused."""
    keys = {one.key for one in block.fields.all() if one.type in FILES}
    for key, (name, data) in facts.files.items():
        if key in keys:
            values[key] = store(actor=actor, name=name, data=data).code


def _values(
    block: Block, facts: EntryFacts, known: Mapping[str, KnownFact], *, complete: bool
) -> tuple[dict[str, object], list[Problem]]:
    given = {key: value for key, value in facts.values.items() if not is_empty(value)}
    uploaded = dict.fromkeys(facts.files, "0")  # its code is not known before it is stored
    given |= uploaded
    if complete and block.fields.all():
        rows, problems = validate_rows(block, [given], known)
        if given or not problems:
            kept = {key: value for key, value in (rows[0] if rows else {}).items() if key not in uploaded}
            return kept, [Problem(one.where.rsplit(".", 1)[-1], one.message) for one in problems]
        required = [one for one in block.fields.all() if one.required]
        words = _("Please fill in “%(label)s”.")
        return {}, [Problem(one.key, words % {"label": one.label}) for one in required]
    kept, problems = {}, []
    for one in block.fields.all():
        if one.key not in given or one.key in uploaded:
            continue
        try:
            kept[one.key] = CHECKS[one.type](given[one.key], one)
        except Unfit as error:
            problems.append(Problem(one.key, str(error)))
    return kept, problems


def _missing(kind: RegisterKind, facts: EntryFacts) -> list[Problem]:
    problems = []
    if not facts.holder_title.strip():
        problems.append(Problem("holder_title", _("Which post or office holds it?")))
    if kind.needs_reviewer and not facts.reviewer_title.strip():
        problems.append(Problem("reviewer_title", _("Which post or office reviews it?")))
    if kind.is_dated and facts.happens_on is None:
        problems.append(Problem("happens_on", _("Please give a date.")))
    return problems


def _wrong_days(facts: EntryFacts) -> list[Problem]:
    problems = []
    for name in ("happens_on", "expires_on", "updated_on"):
        day = getattr(facts, name)
        if day is not None and not 1949 <= day.year <= clock.today().year + 30:
            problems.append(Problem(name, _("This year is too far away.")))
    if facts.updated_on is not None and facts.updated_on > clock.today():
        problems.append(Problem("updated_on", _("This day is still to come.")))
    if facts.happens_on and facts.expires_on and facts.expires_on < facts.happens_on:
        problems.append(Problem("expires_on", _("The last day lies before the first.")))
    return problems


def _set(entry: RegisterEntry, name: str, value: object, changed: dict[str, list[str]]) -> None:
    before = getattr(entry, name)
    if before != value:
        changed[name] = [_said(before), _said(value)]
        setattr(entry, name, value)


def _said(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return "" if value is None else str(value)
