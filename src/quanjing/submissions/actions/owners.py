"""A value typed over a known fact goes to the owner of the fact, so that it is not offered wrongly again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid
from quanjing.organizations.actions import correct_fact
from quanjing.sheets.models import Block
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.comparing import as_text

NAME = "filler.name"
BODY, POST, FILLER = "organization.", "post.", "filler."


def pass_on_corrections(
    *, actor: Actor, page: ReportPage, rows: Iterable[tuple[Block, Mapping[str, object]]]
) -> None:
    """Correct what the answers of parts with one row say differently from what is known.

    A telephone beside another person's name is that person's and corrects nothing. What the register refuses
    stays in the report alone.
    """
    body = page.parts[0].assignment.organization
    for block, values in rows:
        typed = {
            each.meaning.fact: as_text(values[each.key])
            for each in block.fields.all()
            if each.meaning and each.meaning.fact in page.known and values.get(each.key) not in (None, "", [])
        }
        if block.repeat or block.is_header:
            continue
        themselves = typed.get(NAME, "") == page.known[NAME].value if NAME in page.known else False
        for fact, value in typed.items():
            own = fact.startswith((BODY, POST)) or (fact.startswith(FILLER) and fact != NAME and themselves)
            if own and value != page.known[fact].value:
                try:
                    with transaction.atomic():
                        correct_fact(actor=actor, organization=body, fact=fact, value=value)
                except Invalid:
                    continue
