"""Published measurements as everybody may read them: formula, the front by name, how firm the order is."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quanjing.foundation import clock
from quanjing.foundation.public import PublicFacts, PublicKind, PublicPage, PublicTable
from quanjing.influence.enums import State
from quanjing.influence.measuring import Variation, folded
from quanjing.influence.models import Dimension, Measurement
from quanjing.influence.queries.results import Line, Results, export_of, results_of


def _published() -> QuerySet[Measurement]:
    found = Measurement.objects.filter(state=State.PUBLISHED, published_at__isnull=False)
    return found.select_related("organization").order_by("-published_at", "-pk")


def published(code: str) -> Measurement | None:
    """One that is published, with its dimensions: two queries."""
    return _published().prefetch_related("dimensions").filter(code=code).first()


def _facts(measurement: Any) -> PublicFacts:
    day = measurement.published_at.astimezone(clock.CHINA).date()
    year = str(measurement.year)
    title = measurement.name if year in measurement.name else f"{measurement.name} {year}"
    body = measurement.organization.name
    return PublicFacts(title, measurement.intro, on=day, body=body, code=measurement.code)


def page_of_public(code: str) -> PublicPage | None:
    """Formula, result and how firm it is: eight queries at most, however many took part."""
    found = published(code)
    if found is None:
        return None
    facts = _facts(found)
    said = PublicFacts(
        facts.title, "\n".join(part for part in (found.intro, found.method) if part), facts.on,
        body=facts.body, code=code, link=reverse("influence_public", args=[code]),
    )  # fmt: skip
    results = results_of(found)
    return PublicPage(said, (_formula(found), _result(found, results), _firm(found, results)))


def caps_of(found: Measurement) -> str:
    """What keeps floods out, as sentences."""
    month, every = found.per_outlet_month, found.per_outlet
    parts = []
    if month:
        words = ngettext("%(number)s item of one outlet counts in a month.",
                         "%(number)s items of one outlet count in a month.", month)  # fmt: skip
        parts.append(words % {"number": month})
    if every:
        words = ngettext("%(number)s item of one outlet counts in all.",
                         "%(number)s items of one outlet count in all.", every)  # fmt: skip
        parts.append(words % {"number": every})
    return " ".join([*parts, _("A link counts once.")])


def _formula(found: Measurement) -> PublicTable:
    rows = tuple((one.name, str(one.weight), str(one.full), one.hint) for one in found.dimensions.all())
    note = _(
        "Value of a dimension = weight × min(1, ln(1 + n) ÷ ln(1 + full)), four places, half up; the total is"
        " their sum: the first items weigh most, beyond the full number nothing is added."
    )
    heads = (_("Dimension"), _("Weight"), _("Items for the whole weight"), _("What counts"))
    return PublicTable(_("How it is computed"), heads, rows, f"{note} {caps_of(found)}")


def _result(found: Measurement, results: Results) -> PublicTable:
    """Those within the front; of the others that took part there is the number alone."""
    named = [line for line in results.lines if line.firmness.place <= found.front]
    dimensions = list(found.dimensions.all())
    heads = (
        _("Place in the order"), _("Society"), *(one.name for one in dimensions), _("Total"),
        _("Places it could have"),
    )  # fmt: skip
    rows = tuple(_row(line, dimensions) for line in named)
    others = len(results.lines) - len(named)
    words = ngettext("%(count)d more society took part.", "%(count)d more societies took part.", others)
    return PublicTable(_("Results"), heads, rows, words % {"count": others} if others else "")


def _row(line: Line, dimensions: list[Dimension]) -> tuple[str, ...]:
    points = (f"{line.result.points[one.key]}" for one in dimensions)
    firm = line.firmness
    return (str(firm.place), line.name, *points, f"{line.result.total}", f"{firm.best}–{firm.worst}")


def _firm(found: Measurement, results: Results) -> PublicTable:
    """What becomes of the order when one weight is a tenth more or less."""
    names = {one.key: one.name for one in found.dimensions.all()}
    stay = _("Of the first %(number)s stay") % {"number": found.front}
    heads = (
        _("Dimension"), _("Weight"), _("Bodies with another place"), _("By so many places at most"), stay,
    )  # fmt: skip
    rows = tuple(_varied(one, names) for one in results.variations)
    note = _(
        "What becomes of the order when the weight of one dimension is a tenth more or less, and the others"
        " give or take in proportion."
    )
    return PublicTable(_("How firm the order is"), heads, rows, note)


def _varied(one: Variation, names: dict[str, str]) -> tuple[str, ...]:
    weight = _("a tenth more") if one.more else _("a tenth less")
    return (names[one.dimension], weight, str(one.moved), str(one.furthest), str(one.front))


def public_export(found: Measurement) -> dict[str, Any]:
    """What anybody computes the result from again. Whoever is not in front stands there by a number.

    His links are digests: the formula compares links, and they would say who he is.
    """
    data = export_of(found)
    lines = results_of(found).lines
    hidden = [line.code for line in lines if line.firmness.place > found.front]
    numbers = {code: f"n{number}" for number, code in enumerate(hidden, start=1)}
    for item in data["items"]:
        if item["body"] in numbers:
            item["link"] = hashlib.sha256(folded(item["link"]).encode()).hexdigest()
        item["body"] = numbers.get(item["body"], item["body"])
    for result in data["results"]:
        result["body"] = numbers.get(result["body"], result["body"])
    named = {line.code: line.name for line in lines if line.code not in numbers}
    return data | {"bodies": named}


MEASUREMENTS = PublicKind(
    "measurements", gettext_lazy("Open measurements"),
    gettext_lazy("Measured from public facts, of societies that joined by themselves."), 8,
    _published, _facts, page=page_of_public, verbs=frozenset({"influence.publish"}),
    mark=gettext_lazy("open measurement"),
)  # fmt: skip
