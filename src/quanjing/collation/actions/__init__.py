"""Taking what came in: as a table, as a volume, as the files; at once, or made by a job and kept."""

from quanjing.collation.actions.bundle import bundle
from quanjing.collation.actions.checking import add_check, proposals, remove_check
from quanjing.collation.actions.exporting import again, make, make_export, tidy
from quanjing.collation.actions.layouts import confirm_layout, take_layout
from quanjing.collation.actions.volume import volume
from quanjing.collation.actions.workbook import workbook

__all__ = [
    "add_check",
    "again",
    "bundle",
    "confirm_layout",
    "make",
    "make_export",
    "proposals",
    "remove_check",
    "take_layout",
    "tidy",
    "volume",
    "workbook",
]
