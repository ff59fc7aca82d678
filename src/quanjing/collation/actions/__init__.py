"""Taking what came in: as a table, as a volume, as the files; at once, or made by a job and kept."""

from quanjing.collation.actions.bundle import bundle
from quanjing.collation.actions.exporting import again, make, make_export, tidy
from quanjing.collation.actions.volume import volume
from quanjing.collation.actions.workbook import workbook

__all__ = ["again", "bundle", "make", "make_export", "tidy", "volume", "workbook"]
