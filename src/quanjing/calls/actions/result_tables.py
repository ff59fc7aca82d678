"""Results that came out as a table for anybody."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Column, Value, Workbook, Worksheet, write_workbook
from quanjing.calls.queries.notices import PublicList


def result_table(found: PublicList) -> bytes:
    """One list of `public_results` as xlsx; a row an entry, those that are not named left out."""
    heads = (_("Direction"), _("Name of the entry"), _("Project"), _("Unit"), _("Grade"))
    title = f"{found.title} {found.last_day.isoformat()}"
    sheet = Worksheet(_("Results"), title, tuple(Column(head) for head in heads), _rows(found))
    out = io.BytesIO()
    write_workbook(out, Workbook(found.title, [sheet], get_language() or settings.LANGUAGE_CODE))
    return out.getvalue()


def _rows(found: PublicList) -> Iterator[list[Value]]:
    for group in found.groups:
        for line in group.lines:
            yield [group.direction, line.subject, line.project, line.unit, line.grade]
