"""Pages of this app."""

from quanjing.likeness.views.pages import likeness_groups, likeness_page, likeness_rebuild, text_check
from quanjing.likeness.views.references import reference_list, reference_remove

__all__ = [
    "likeness_groups",
    "likeness_page",
    "likeness_rebuild",
    "reference_list",
    "reference_remove",
    "text_check",
]
