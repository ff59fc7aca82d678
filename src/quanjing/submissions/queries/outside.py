"""Codes for people without an account, and what a page asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from quanjing.accounts.queries import hashed
from quanjing.directives.enums import OUT
from quanjing.foundation import clock
from quanjing.foundation.errors import Missing
from quanjing.sheets.models import Field
from quanjing.sheets.rules import is_known
from quanjing.submissions.models import OutsideCode
from quanjing.submissions.queries.page import FILE_TYPES, BlockPlace, ReportPage, page_of_unit


@dataclass(frozen=True, slots=True)
class AskedBlock:
    """A part of the page that is open, without the fields that take files."""

    place: BlockPlace
    fields: tuple[Field, ...]
    tasks: tuple[tuple[str, str], ...]  # code and name of the open items that it answers


def plain(typed: str) -> str:
    """A code as it was made, however it was typed."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())


def codes_of(page: ReportPage) -> QuerySet[OutsideCode]:
    """All codes of a body's page, the newest first."""
    body = page.parts[0].assignment.organization_id
    return OutsideCode.objects.filter(directive=page.directive, organization=body).select_related("filled")


def code_by(typed: str) -> OutsideCode:
    """The code that somebody typed. Raises `Missing` for every one that does not work, without saying why."""
    rows = OutsideCode.objects.select_related("directive__organization", "organization")
    found = rows.filter(secret_hash=hashed(plain(typed)), directive__state__in=OUT).first()
    if found is None or not found.is_open:
        raise Missing
    return found


def outside_page(code: OutsideCode) -> ReportPage:
    """The page that a code opens. Raises `Missing`."""
    return page_of_unit(code.directive, code.organization_id)


def asked_header(page: ReportPage) -> list[tuple[str, Field]]:
    """Fields above the sheets that the platform does not know; what it knows is not shown either."""
    return [
        (one.key, one.field)
        for one in page.header
        if one.field.type not in FILE_TYPES and not is_known(one.field, page.known)
    ]


def asked_blocks(page: ReportPage, open_tasks: set[str]) -> list[AskedBlock]:
    """The parts of items that are open."""
    names = {part.code: part.task.name for part in page.parts if part.code in open_tasks}
    found = []
    for place in page.places:
        tasks = tuple((code, names[code]) for code in place.tasks if code in names)
        fields = tuple(each for each in place.block.fields.all() if each.type not in FILE_TYPES)
        if tasks and fields:
            found.append(AskedBlock(place, fields, tasks))
    return found


def open_codes(page: ReportPage) -> int:
    """How many codes of the page still work now."""
    return codes_of(page).filter(used_at=None, revoked_at=None, until__gt=clock.now()).count()
