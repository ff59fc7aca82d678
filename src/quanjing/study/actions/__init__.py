"""The only writes: campaigns, the library, reading lists, plans."""

from quanjing.study.actions.campaigns import (
    CampaignGiven,
    ItemGiven,
    add_item,
    announce,
    close,
    drop_item,
    save_campaign,
    tell_campaign,
    tell_moved,
)
from quanjing.study.actions.library import (
    MaterialGiven,
    VersionGiven,
    add_material,
    add_version,
    change_material,
    supersede,
    write_note,
)
from quanjing.study.actions.lists import EntryGiven, add_entry, drop_entry, save_list
from quanjing.study.actions.plans import LineGiven, add_line, adopt, drop_line, say_studied, take_back

__all__ = [
    "CampaignGiven",
    "EntryGiven",
    "ItemGiven",
    "LineGiven",
    "MaterialGiven",
    "VersionGiven",
    "add_entry",
    "add_item",
    "add_line",
    "add_material",
    "add_version",
    "adopt",
    "announce",
    "change_material",
    "close",
    "drop_entry",
    "drop_item",
    "drop_line",
    "save_campaign",
    "save_list",
    "say_studied",
    "supersede",
    "take_back",
    "tell_campaign",
    "tell_moved",
    "write_note",
]
