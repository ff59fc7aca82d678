"""Pages of the panorama."""

from quanjing.panorama.views.comparing import panorama_compare
from quanjing.panorama.views.counts import panorama_count, panorama_snapshots
from quanjing.panorama.views.files import panorama_export, panorama_list_export
from quanjing.panorama.views.page import panorama_definitions, panorama_list, panorama_page

__all__ = [
    "panorama_compare",
    "panorama_count",
    "panorama_definitions",
    "panorama_export",
    "panorama_list",
    "panorama_list_export",
    "panorama_page",
    "panorama_snapshots",
]
