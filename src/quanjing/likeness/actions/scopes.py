"""With what the texts of a paper are compared, and what of them does not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from quanjing.directives.models import Directive
from quanjing.likeness import queries
from quanjing.likeness.matching.passages import Compared
from quanjing.likeness.models import ReferenceText
from quanjing.likeness.queries import Text
from quanjing.sheets.models import Block
from quanjing.sheets.queries import fields_of


@dataclass(frozen=True, slots=True)
class Scope:
    """`printed` is what the sheet prints, `notices` what the papers say; `turns` are of this `edition`."""

    call: Directive
    directive: Directive
    printed: tuple[str, ...]
    notices: tuple[str, ...]
    turns: tuple[str, ...]
    edition: int
    references: tuple[ReferenceText, ...]

    def alone(self, text: str) -> Compared:
        """A text beside the notice and reference texts."""
        return Compared(text, self.printed, self.turns)

    def beside(self, text: str) -> Compared:
        """A text beside another report: what both took from the notice does not count either."""
        return Compared(text, self.printed + self.notices, self.turns)


def scope_of(directive: Directive, blocks: Sequence[Block] = ()) -> Scope:
    """The scope of texts that answer these blocks: two queries and those of the blocks' fields."""
    prefetch_related_objects(list(blocks), fields_of())
    call = queries.call_of(directive)
    papers = {directive.pk: directive, call.pk: call}
    turns, edition = queries.turns_of(call)
    return Scope(
        call,
        directive,
        tuple(queries.printed_words(blocks)),
        tuple(paper.text for paper in papers.values() if paper.text),
        tuple(turns),
        edition,
        tuple(queries.references_of([call.organization_id, directive.organization_id])),
    )


class Scopes:
    """The scopes of many texts, each looked up once."""

    def __init__(self) -> None:
        self._papers: dict[int, Scope] = {}
        self._blocks: dict[tuple[int, int | None], Scope] = {}

    def of(self, text: Text) -> Scope:
        place = text.directive, text.block
        if place not in self._blocks:
            paper = self._paper(text.directive)
            named = [text.block] if text.block is not None else []
            blocks = Block.objects.filter(pk__in=named).prefetch_related(fields_of())
            self._blocks[place] = replace(paper, printed=tuple(queries.printed_words(blocks)))
        return self._blocks[place]

    def _paper(self, directive_id: int) -> Scope:
        if directive_id not in self._papers:
            directive = Directive.objects.select_related("root").get(pk=directive_id)
            self._papers[directive_id] = scope_of(directive)
        return self._papers[directive_id]
