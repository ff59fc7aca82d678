"""Pages on open measurements."""

from quanjing.influence.views.items import (
    item_add,
    item_list,
    item_page,
    table_blank,
    table_page,
    table_upload,
)
from quanjing.influence.views.measurements import (
    influence_edit,
    influence_list,
    influence_new,
    influence_page,
    influence_step,
)
from quanjing.influence.views.public import influence_public, influence_public_data
from quanjing.influence.views.results import influence_data, influence_results, influence_table
from quanjing.influence.views.third import third_parties

__all__ = [
    "influence_data",
    "influence_edit",
    "influence_list",
    "influence_new",
    "influence_page",
    "influence_public",
    "influence_public_data",
    "influence_results",
    "influence_step",
    "influence_table",
    "item_add",
    "item_list",
    "item_page",
    "table_blank",
    "table_page",
    "table_upload",
    "third_parties",
]
