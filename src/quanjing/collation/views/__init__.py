"""Pages of this app."""

from quanjing.collation.views.downloads import collation_docx, collation_xlsx, collation_zip
from quanjing.collation.views.layouts import layout_list, layout_page
from quanjing.collation.views.making import (
    collation_page,
    export_again,
    export_cancel,
    export_file,
    export_make,
)
from quanjing.collation.views.table import check_list, check_remove, collation_table

__all__ = [
    "check_list",
    "check_remove",
    "collation_docx",
    "collation_page",
    "collation_table",
    "collation_xlsx",
    "collation_zip",
    "export_again",
    "export_cancel",
    "export_file",
    "export_make",
    "layout_list",
    "layout_page",
]
