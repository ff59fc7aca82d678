"""The page of a sheet as it was posted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanjing.sheets.models import SheetTemplate


def sheet_changes(template: SheetTemplate, posted: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The changes that the page of a sheet posted, in the shape of `sheets.actions.revise`.

    Inputs are named "b2.label", "b2.repeat", "b2.optional", "b2.name.label", "b2.name.required" and
    "b2.name.delete"; a box that is not ticked is not posted.
    """
    changes: dict[str, dict[str, Any]] = {}
    for block in template.blocks.all():
        if not block.is_header:
            changes[block.key] = {
                "label": posted.get(f"{block.key}.label", block.label),
                "repeat": f"{block.key}.repeat" in posted,
                "optional": f"{block.key}.optional" in posted,
            }
        for field in block.fields.all():
            place = f"{block.key}.{field.key}"
            changes[place] = {
                "label": posted.get(f"{place}.label", field.label),
                "required": f"{place}.required" in posted,
                "delete": f"{place}.delete" in posted,
            }
    return changes
