"""A published assessment as files: the list of grades as xlsx and docx, all of it as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import (
    Chapter,
    Column,
    FactLine,
    Paragraph,
    TableData,
    Value,
    Volume,
    Workbook,
    Worksheet,
    write_volume,
    write_workbook,
)
from quanjing.assessment.models import Assessed, Scheme
from quanjing.assessment.queries import Placed, lines_of, listed, plain_of, tree_of
from quanjing.assessment.rules import explained
from quanjing.assessment.scoring import FORMAT, rounded, step
from quanjing.foundation import clock
from quanjing.foundation.errors import WrongState
from quanjing.organizations.enums import SocietyClass


def as_json(scheme: Scheme) -> bytes:
    """Scheme, what was given, what people decided, every line: all that is needed to compute it again.

    Raises `WrongState` before publication. The caller has authorized the reader.
    """
    _published(scheme)
    tree = tree_of(scheme)
    labels = {one.indicator.key: one.indicator.label for one in tree}
    smallest = step(scheme.places)
    bodies = [_body(one, smallest) for one in listed(scheme)]
    data = {
        "format": FORMAT, "name": str(scheme), "year": scheme.year, "version": scheme.version,
        "published_at": scheme.published_at.isoformat() if scheme.published_at else "",
        "scheme": plain_of(scheme, tree), "labels": labels, "bodies": bodies,
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()


def as_xlsx(scheme: Scheme) -> bytes:
    """Two sheets: the grades in the order of the register, and every line with its reason.

    Raises `WrongState` before publication. The caller has authorized the reader.
    """
    _published(scheme)
    tree = tree_of(scheme)
    bodies = list(listed(scheme))
    grades = grade_words(scheme)
    heads = (_("No."), _("Organization"), _("Class"), _("Grade"), _("Base"), _("Bonus"), _("Total"))
    rows = (
        [number, one.organization.name, class_words(one), grades.get(one.grade, one.grade),
         one.base, one.bonus, one.total]
        for number, one in enumerate(bodies, start=1)
    )  # fmt: skip
    line_heads = (_("Organization"), _("Number"), _("Indicator"), _("Marks"), _("Reason"))
    sheets = [
        Worksheet(_("Grades"), str(scheme), tuple(Column(one) for one in heads), rows),
        Worksheet(_("Lines"), str(scheme), tuple(Column(one) for one in line_heads), _lines(bodies, tree)),
    ]
    out = io.BytesIO()
    write_workbook(out, Workbook(str(scheme), sheets, get_language() or settings.LANGUAGE_CODE))
    return out.getvalue()


def as_docx(scheme: Scheme) -> bytes:
    """The scheme's grades as the office prints them: by grade, within one in the order of the register.

    Raises `WrongState` before publication. The caller has authorized the reader.
    """
    _published(scheme)
    bodies = list(listed(scheme))
    day = scheme.published_at.astimezone(clock.CHINA).date() if scheme.published_at else clock.today()
    subtitle = _("%(body)s, %(day)s. Within a grade in the order of the register.") % {
        "body": scheme.organization.name, "day": day.isoformat(),
    }  # fmt: skip
    heads = (_("No."), _("Organization"), _("Class"))
    chapters = [
        Chapter(
            words, 1, [TableData(heads, _numbered([one for one in bodies if one.grade == key]), (1, 6, 2))]
        )
        for key, words in grade_words(scheme).items()
        if any(one.grade == key for one in bodies)
    ]
    head = Chapter(_("Basis"), 1, list(_basis(scheme, len(bodies))))
    out = io.BytesIO()
    language = get_language() or settings.LANGUAGE_CODE
    write_volume(out, Volume(str(scheme), (subtitle,), [head, *chapters], language=language))
    return out.getvalue()


def grade_words(scheme: Scheme) -> dict[str, str]:
    """Grades by key, the best first."""
    grades = scheme.grades
    if any("from" in one for one in grades):
        grades = sorted(grades, key=lambda one: -Decimal(one["from"]))
    return {one["key"]: one["label"] for one in grades}


def class_words(assessed: Assessed) -> str:
    return str(SocietyClass(assessed.society_class).label)


def _published(scheme: Scheme) -> None:
    if not scheme.is_published:
        raise WrongState(_("There is nothing to take out before it is published."))


def _body(one: Assessed, smallest: Decimal) -> dict[str, Any]:
    applied = {line[0] for line in one.lines}
    return {
        "code": one.organization.code, "name": one.organization.name, "class": one.society_class,
        "tier": one.tier, "given": one.given,
        "decided": {key: said for key, said in one.decided.items() if key in applied},
        "lines": [
            {"key": key, "marks": marks, "rule": rule, "capped": capped}
            for key, marks, rule, capped in one.lines
        ],
        "base": _exact(one.base, smallest), "bonus": _exact(one.bonus, smallest),
        "total": _exact(one.total, smallest), "grade": one.grade,
    }  # fmt: skip


def _exact(number: Decimal | None, smallest: Decimal) -> str:
    return str(rounded(number or Decimal(0), smallest))


def _lines(bodies: list[Assessed], tree: list[Placed]) -> Iterator[list[Value]]:
    lines = lines_of(tree)
    for one in bodies:
        for key, marks, rule, capped in one.lines:
            placed = lines[key]
            reason = explained(placed.indicator, tuple(rule), one.given.get(key), capped=capped)
            yield [
                one.organization.name, placed.number, placed.indicator.label, Decimal(marks), reason
            ]  # fmt: skip


def _numbered(bodies: list[Assessed]) -> list[tuple[str, ...]]:
    return [
        (str(number), one.organization.name, class_words(one)) for number, one in enumerate(bodies, start=1)
    ]


def _basis(scheme: Scheme, count: int) -> Iterator[FactLine | Paragraph]:
    yield FactLine(_("Bodies assessed"), str(count))
    yield FactLine(_("Facts"), f"{scheme.facts_from:%Y-%m} – {scheme.facts_to:%Y-%m}")
    if scheme.approved_name:
        yield FactLine(_("Approved"), scheme.approved_name)
    if scheme.reason:
        yield Paragraph(
            _("Version %(number)d: %(reason)s") % {"number": scheme.version, "reason": scheme.reason}
        )
