"""Tables that are drawn as pictures: the load by month, tasks and work log by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quanjing.foundation.figures import Figure, Section, figure_of
from quanjing.organizations.enums import SocietyClass
from quanjing.panorama.queries.views import Look, Value, counted, value_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A number; `society_class` and `figure` lead to its list."""

    number: float
    shown: str
    figure: str
    society_class: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A table with the figures of its columns: a picture is drawn from what the table says."""

    columns: tuple[str, ...]
    colours: tuple[str, ...]
    rows: tuple[Row, ...]


def load_by_month(look: Look) -> Picture | None:
    """Sheets asked for each society, month by month."""
    figure = figure_of("load.requests")
    if figure is None or not look.edition.has(figure.numerator):
        return None
    rows = []
    for month in look.months:
        value = value_of(look, figure, months=(month,))
        rows.append(
            Row(month, (Cell(_each(value), f"{value.numerator} / {value.denominator}", figure.code),))
        )
    return Picture((str(figure.label),), ("",), tuple(rows))


def by_class(look: Look, section: Section) -> Picture | None:
    """Counts of a section by class of society; other bodies in a row of their own."""
    shown = [figure for figure in counted(look) if figure.section == section and not figure.denominator]
    if not shown:
        return None
    rows = []
    for one in SocietyClass:
        if look.society_class not in (0, one.value):
            continue
        row = _row(replace(look, society_class=one.value), one.value, str(one.label), shown)
        if any(cell.number for cell in row.cells):
            rows.append(row)
    columns = tuple(str(figure.label) for figure in shown)
    return Picture(columns, tuple(figure.colour for figure in shown), tuple(rows))


def _row(look: Look, society_class: int, label: str, shown: Sequence[Figure]) -> Row:
    cells = []
    for figure in shown:
        number = value_of(look, figure).numerator
        cells.append(Cell(number, str(number), figure.code, society_class))
    return Row(label, tuple(cells))


def _each(value: Value) -> float:
    return round(value.numerator / value.denominator, 1) if value.denominator else 0.0
