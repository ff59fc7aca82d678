"""Numbers within a body, a year and a series, without a gap."""

from __future__ import annotations

from typing import Any

from quanjing.calls.enums import Series
from quanjing.calls.models import CertificateYear
from quanjing.foundation import clock


def take_numbers(organization_id: int, series: Series, count: int) -> tuple[int, list[int]]:
    """The year and the next numbers; the row of the year stays locked until the action ends."""
    year = clock.today().year
    wanted: dict[str, Any] = {"organization_id": organization_id, "year": year, "series": series}
    CertificateYear.objects.get_or_create(**wanted)
    row = CertificateYear.objects.select_for_update().get(**wanted)
    first, row.last = row.last + 1, row.last + count
    row.save(update_fields=["last"])
    return year, list(range(first, first + count))
