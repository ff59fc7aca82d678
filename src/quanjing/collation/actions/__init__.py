"""Taking what came in: as a table, as a volume, as the files. Each leaves one entry in the record."""

from quanjing.collation.actions.bundle import bundle
from quanjing.collation.actions.volume import volume
from quanjing.collation.actions.workbook import workbook

__all__ = ["bundle", "volume", "workbook"]
