"""Published measurements as everybody may read them: those in front, with how firm their places are."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quanjing.foundation import clock
from quanjing.foundation.public import PublicFacts, PublicKind, PublicPage, PublicTable
from quanjing.influence.enums import State
from quanjing.influence.models import Dimension, Measurement
from quanjing.influence.queries.results import Line, results_of


def _published() -> QuerySet[Measurement]:
    found = Measurement.objects.filter(state=State.PUBLISHED, published_at__isnull=False)
    return found.select_related("organization").order_by("-published_at", "-pk")


def _facts(measurement: Any) -> PublicFacts:
    day = measurement.published_at.astimezone(clock.CHINA).date()
    year = str(measurement.year)
    title = measurement.name if year in measurement.name else f"{measurement.name} {year}"
    body = measurement.organization.name
    return PublicFacts(title, measurement.intro, on=day, body=body, code=measurement.code)


def _page(code: str) -> PublicPage | None:
    """Formula and result: eight queries at most, however many took part."""
    found = _published().prefetch_related("dimensions").filter(code=code).first()
    if found is None:
        return None
    facts = _facts(found)
    said = PublicFacts(
        facts.title, "\n".join(part for part in (found.intro, found.method) if part), facts.on,
        body=facts.body, code=code,
    )  # fmt: skip
    return PublicPage(said, (_formula(found), _result(found)))


def _formula(found: Measurement) -> PublicTable:
    rows = tuple((one.name, str(one.weight), str(one.full), one.hint) for one in found.dimensions.all())
    note = _(
        "A dimension counts: weight × min(1, ln(1 + n) ÷ ln(1 + full)). Of an outlet at most %(month)d"
        " items a month and %(all)d in all are counted."
    )
    heads = (_("Dimension"), _("Weight"), _("Items for the whole weight"), _("What counts"))
    values = {"month": found.per_outlet_month, "all": found.per_outlet}
    return PublicTable(_("How it is computed"), heads, rows, note % values)


def _result(found: Measurement) -> PublicTable:
    """Those within the front; of the others that took part there is the number alone."""
    lines = results_of(found).lines
    named = [line for line in lines if line.firmness.place <= found.front]
    dimensions = list(found.dimensions.all())
    heads = (
        _("Place"), _("Society"), *(one.name for one in dimensions), _("Total"), _("Places it could have"),
    )  # fmt: skip
    rows = tuple(_row(line, dimensions) for line in named)
    others = len(lines) - len(named)
    words = ngettext("%(count)d more society took part.", "%(count)d more societies took part.", others)
    return PublicTable(_("Results"), heads, rows, words % {"count": others} if others else "")


def _row(line: Line, dimensions: list[Dimension]) -> tuple[str, ...]:
    points = (f"{line.result.points[one.key]}" for one in dimensions)
    firm = line.firmness
    return (str(firm.place), line.name, *points, f"{line.result.total}", f"{firm.best}–{firm.worst}")


MEASUREMENTS = PublicKind(
    "measurements", gettext_lazy("Open measurements"),
    gettext_lazy("Measured from public facts, of societies that joined by themselves."), 8,
    _published, _facts, page=_page, verbs=frozenset({"influence.publish"}),
    mark=gettext_lazy("open measurement"),
)  # fmt: skip
