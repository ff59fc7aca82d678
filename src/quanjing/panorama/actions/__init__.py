"""Every write of this app: counting, keeping; and its files."""

from quanjing.panorama.actions.counting import count_all, is_due, keep, recount, snapshot_of_day, take
from quanjing.panorama.actions.tables import list_xlsx, page_xlsx, printed, said

__all__ = [
    "count_all",
    "is_due",
    "keep",
    "list_xlsx",
    "page_xlsx",
    "printed",
    "recount",
    "said",
    "snapshot_of_day",
    "take",
]
