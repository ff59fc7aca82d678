"""Reporting by a code without an account: the body makes it, and looks at what came before it sends."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.accounts.queries import hashed
from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.foundation.ids import ALPHABET
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of
from quanjing.sheets.models import Field
from quanjing.submissions.actions.drafting import reporting_page
from quanjing.submissions.actions.telling import tell_later
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled, OutsideCode
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.outside import (
    AskedBlock,
    asked_blocks,
    asked_header,
    code_by,
    codes_of,
    open_codes,
    outside_page,
)
from quanjing.submissions.rules import Mode, mode_of
from quanjing.submissions.rules.understood import Understood, fitted

LENGTH = 12  # 31**12 values, and an address may ask ten times a minute
MOST_OPEN, MOST_DAYS = 20, 30
MOST_ROWS, MOST_LETTERS = 50, 20_000
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: by the keys of the page, rows with their item; `none`: parts answered with none."""

    who: str
    header: Values = field(default_factory=dict)
    rows: Mapping[str, Sequence[tuple[str, Values]]] = field(default_factory=dict)
    none: frozenset[str] = frozenset()


@transaction.atomic
def make_code(*, actor: Actor, directive: Directive, purpose: str, days: int) -> tuple[OutsideCode, str]:
    """Make a code for the page of the actor's body; its secret is shown once and kept as a hash.

    Raises: `Missing`, `Denied` as `save_draft`; `WrongState` where nothing is open; `Invalid`.
    """
    page = reporting_page(actor, directive)
    if not open_tasks(page):
        raise WrongState
    problems = []
    if not purpose.strip():
        problems.append(Problem("purpose", _("Please say whom it is for.")))
    if not 1 <= days <= MOST_DAYS:
        problems.append(Problem("days", _("From 1 to %(most)d days.") % {"most": MOST_DAYS}))
    if open_codes(page) >= MOST_OPEN:
        said = _("There are %(most)d open codes; please revoke some first.") % {"most": MOST_OPEN}
        problems.append(Problem("purpose", said))
    if problems:
        raise Invalid(problems)
    secret = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    made = OutsideCode.objects.create(
        secret_hash=hashed(secret), directive=directive, organization=page.parts[0].assignment.organization,
        purpose=purpose.strip()[:100], until=clock.now() + timedelta(days=days), made_name=actor.signature,
        made_at=clock.now(),
    )  # fmt: skip
    record(actor=actor, verb="submissions.make_code", on=made, detail={"until": made.until.isoformat()})
    return made, "-".join(secret[at : at + 4] for at in range(0, LENGTH, 4))


@transaction.atomic
def revoke_code(*, actor: Actor, directive: Directive, code: str) -> OutsideCode:
    """The code works no longer. Raises `Missing`, `Denied`; `WrongState` for one used or revoked."""
    page = reporting_page(actor, directive)
    held = codes_of(page).select_for_update(of=("self",)).filter(code=code).first()
    if held is None:
        raise Missing
    if held.used_at is not None or held.revoked_at is not None:
        raise WrongState
    held.revoked_at, held.revoked_name = clock.now(), actor.signature
    held.save(update_fields=["revoked_at", "revoked_name"])
    record(actor=actor, verb="submissions.revoke_code", on=held)
    return held


@transaction.atomic
def fill_by_code(*, secret: str, typed: Typed) -> Filled:
    """Keep what somebody without an account filled in, for the body to look at; the code is used up.

    Nothing of the draft changes and nothing is sent. Raises `Missing` for every code that does not work;
    `Invalid` without a name, without content, or with values that do not fit.
    """
    found = OutsideCode.objects.select_for_update(of=("self",)).get(pk=code_by(secret).pk)
    if not found.is_open:
        raise Missing
    page = page_by_code(found)
    said = _understood(page, typed)
    filled = Filled.objects.create(
        directive=found.directive, organization=found.organization, state=FilledState.READ,
        said=said.as_json(), language=settings.LANGUAGE_CODE, handed_by=typed.who.strip()[:100],
        handed_at=clock.now(),
    )  # fmt: skip
    found.filled, found.used_at = filled, clock.now()
    found.save(update_fields=["filled", "used_at"])
    _tell(found, filled)
    record(actor=_outsider(found.organization), verb="submissions.fill_by_code", on=found)
    return filled


def page_by_code(code: OutsideCode) -> ReportPage:
    """The page that a code opens. Raises `Missing` once nothing of it is open."""
    page = outside_page(code)
    if not open_tasks(page):
        raise Missing
    return page


def open_tasks(page: ReportPage) -> set[str]:
    """Codes of the items that may be filled in whole now."""
    now = clock.now()
    return {part.code for part in page.parts if mode_of(part, now) is Mode.FORM}


def _understood(page: ReportPage, typed: Typed) -> Understood:
    """Raises `Invalid`, with problems at the names of the inputs."""
    said, problems = Understood(), []
    if not typed.who.strip():
        problems.append(Problem("who", _("Please write your name or post, for the body.")))
    for key, each in asked_header(page):
        value = _fit(each, typed.header.get(key), f"header.{key}", problems)
        if value:
            said.header[key] = value
    for block in asked_blocks(page, open_tasks(page)):
        _take_block(block, typed, said, problems)
    if not problems and not said.header and not said.blocks:
        problems.append(Problem("who", _("Nothing is filled in yet.")))
    if problems:
        raise Invalid(problems)
    return said


def _take_block(block: AskedBlock, typed: Typed, said: Understood, problems: list[Problem]) -> None:
    key = block.place.key
    most = MOST_ROWS if block.place.block.repeat or block.place.is_shared else 1
    rows = []
    for number, (task, values) in enumerate(list(typed.rows.get(key, ()))[:most], start=1):
        kept = {
            each.key: _fit(each, values.get(each.key), f"{key}.{number}.{each.key}", problems)
            for each in block.fields
        }
        if any(kept.values()):
            only = block.tasks[0][0] if len(block.tasks) == 1 else ""
            rows.append({"task": only or (task if task in dict(block.tasks) else ""), "values": kept})
    if rows:
        said.blocks[key] = {"none": False, "rows": rows}
    elif key in typed.none and block.place.block.optional:
        said.blocks[key] = {"none": True, "rows": []}


def _fit(asked: Field, value: object, where: str, problems: list[Problem]) -> object:
    """The value as the field keeps it; "" and a problem where it does not take it."""
    written = value if isinstance(value, list) else str(value or "").strip()[:MOST_LETTERS]
    if not written:
        return ""
    kept, wrong = fitted(asked, written)  # type: ignore[arg-type]  # a list for several choices
    if wrong:
        problems.append(Problem(where, f"{asked.label}: {wrong}"))
    return kept


def _tell(code: OutsideCode, filled: Filled) -> None:
    tell_later(
        list(handlers_of([code.organization_id]).values_list("pk", flat=True)),
        "filled_outside",
        {"title": code.directive.title, "name": filled.handed_by},
        reverse("form_page", args=[code.directive.code, filled.code]),
        f"filled_outside-{code.code}",
    )


def _outsider(body: Organization) -> Actor:
    """Whoever came with the code, in the record of the body; the name stands with the form alone."""
    with override(settings.LANGUAGE_CODE):
        words = _("somebody with a code")
    return Actor(
        user_id=0, user_name=words, organization_code=body.code, organization_name=body.name, path=body.path
    )
