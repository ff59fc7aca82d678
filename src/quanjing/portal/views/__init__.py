"""Pages of this app."""

from quanjing.portal.views.desk import (
    portal_contacts,
    portal_desk,
    portal_open,
    portal_public,
    portal_settle,
    portal_take_down,
)
from quanjing.portal.views.files import file, picture
from quanjing.portal.views.machines import feed, robots, sitemap
from quanjing.portal.views.manuscripts import portal_manuscript, portal_manuscripts
from quanjing.portal.views.public import find, go, page, public_line, public_list
from quanjing.portal.views.records import (
    portal_answers,
    portal_copy,
    portal_coverage,
    portal_coverage_remove,
    portal_grades,
    portal_release,
    portal_story,
    portal_withdraw,
)
from quanjing.portal.views.reporting import report
from quanjing.portal.views.sheets import sheet

__all__ = [
    "feed",
    "file",
    "find",
    "go",
    "page",
    "picture",
    "portal_answers",
    "portal_contacts",
    "portal_copy",
    "portal_coverage",
    "portal_coverage_remove",
    "portal_desk",
    "portal_grades",
    "portal_manuscript",
    "portal_manuscripts",
    "portal_open",
    "portal_public",
    "portal_release",
    "portal_settle",
    "portal_story",
    "portal_take_down",
    "portal_withdraw",
    "public_line",
    "public_list",
    "report",
    "robots",
    "sheet",
    "sitemap",
]
