"""Pages of study."""

from quanjing.study.views.campaigns import (
    campaign_edit,
    campaign_list,
    campaign_logo,
    campaign_new,
    campaign_page,
)
from quanjing.study.views.library import captions, material_file, material_list, material_new, material_page
from quanjing.study.views.lists import reading_list_new, reading_list_page, reading_lists
from quanjing.study.views.plans import study_plan

__all__ = [
    "campaign_edit",
    "campaign_list",
    "campaign_logo",
    "campaign_new",
    "campaign_page",
    "captions",
    "material_file",
    "material_list",
    "material_new",
    "material_page",
    "reading_list_new",
    "reading_list_page",
    "reading_lists",
    "study_plan",
]
