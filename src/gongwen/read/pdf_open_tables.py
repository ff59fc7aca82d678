"""Tables of a PDF page that are ruled across only: a line above, one below the heading, one at the end.

Their columns are the strips that no row prints into.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gongwen.read.pdf_layout import TextLine, text_lines
from gongwen.read.pdf_page import Glyph, Rule
from gongwen.read.pdf_tables import Box, Grid, joined_rules, lies_in

_SAME_END = 6.0  # points between the ends of rules that belong together
_FEWEST_RULES = 3
_MOST_RULES = 200
_STRIP = 0.8  # em: a blank strip this wide parts columns
_MOST_COLUMNS = 30


def find_open_grids(across: list[Rule], ruled: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables without vertical lines, outside of those that have them (`ruled`)."""
    free = [rule for rule in joined_rules(across) if not any(_touches(rule, box) for box in ruled)]
    if len(free) > _MOST_RULES:
        return []
    found: list[Grid] = []
    for rules in _families(free):
        box = (rules[0].start, rules[0].at, rules[0].end, rules[-1].at)
        inside = [glyph for glyph in glyphs if lies_in(glyph, box)]
        grid = _grid([rule.at for rule in rules], box, inside)
        if grid:
            found.append(grid)
    return found


def _touches(rule: Rule, box: Box) -> bool:
    within = box[1] - _SAME_END <= rule.at <= box[3] + _SAME_END
    return within and rule.start < box[2] and rule.end > box[0]


def _families(rules: list[Rule]) -> list[list[Rule]]:
    """Rules of one width one below the other, at least three of them."""
    families: list[list[Rule]] = []
    for rule in sorted(rules):
        for family in families:
            if abs(family[0].start - rule.start) <= _SAME_END and abs(family[0].end - rule.end) <= _SAME_END:
                family.append(rule)
                break
        else:
            families.append([rule])
    return [family for family in families if len(family) >= _FEWEST_RULES]


def _grid(rules: list[float], box: Box, inside: list[Glyph]) -> Grid | None:
    """The grid of a table, None where the heading has one cell only: no table, lines around text."""
    lines = text_lines(inside, 0)
    columns = _columns(box, [glyph for glyph in inside if glyph.text != " "], lines)
    if len(columns) < 3 or len(columns) > _MOST_COLUMNS:
        return None
    rows = [rules[0]]
    for top, bottom in pairwise(rules):
        band = [line for line in lines if top <= line.base - 0.3 * line.em < bottom]
        if top != rules[0]:
            rows += _splits(band, columns[1])
        rows.append(bottom)
    heading = [glyph for glyph in inside if glyph.text != " " and glyph.base < rules[1] + 0.3 * glyph.height]
    filled = {bisect_right(columns, (glyph.x0 + glyph.x1) / 2) for glyph in heading}
    if len(filled) < 2:
        return None
    cells = tuple((row, column, 1, 1) for row in range(len(rows) - 1) for column in range(len(columns) - 1))
    return Grid(tuple(columns), tuple(rows), cells)


def _columns(box: Box, glyphs: list[Glyph], lines: list[TextLine]) -> list[float]:
    """The edges of the columns: the middles of the strips that stay blank in every row."""
    if not glyphs:
        return []
    blank = _STRIP * max(line.em for line in lines)
    edges = [box[0]]
    reached: float | None = None
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if reached is not None and glyph.x0 - reached > blank:
            edges.append((reached + glyph.x0) / 2)
        reached = max(reached or glyph.x1, glyph.x1)
    return [*edges, box[2]]


def _splits(band: list[TextLine], first_column: float) -> list[float]:
    """Where rows part between two rules: above each line that begins in the first column."""
    starts = [line for line in band if line.x0 < first_column]
    return [line.base - 1.1 * line.em for line in starts[1:]]
