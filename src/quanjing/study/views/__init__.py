"""Pages of study."""

from quanjing.study.views.campaigns import (
    campaign_edit,
    campaign_list,
    campaign_logo,
    campaign_new,
    campaign_page,
)
from quanjing.study.views.classes import (
    class_calendar,
    class_edit,
    class_list,
    class_new,
    class_page,
    trained,
)
from quanjing.study.views.completion import certificate_check, certificate_file, class_completion
from quanjing.study.views.courses import course_export, course_list, course_page, course_reading
from quanjing.study.views.examinations import (
    examination_certificate,
    examination_edit,
    examination_key,
    examination_new,
    examination_page,
)
from quanjing.study.views.examining import examination_paper, examination_start, examination_submit
from quanjing.study.views.forum import board_list, board_page, thread_page
from quanjing.study.views.library import captions, material_file, material_list, material_new, material_page
from quanjing.study.views.lists import reading_list_new, reading_list_page, reading_lists
from quanjing.study.views.plans import study_plan
from quanjing.study.views.schools import school_list
from quanjing.study.views.seats import class_presence, class_seats

__all__ = [
    "board_list",
    "board_page",
    "campaign_edit",
    "campaign_list",
    "campaign_logo",
    "campaign_new",
    "campaign_page",
    "captions",
    "certificate_check",
    "certificate_file",
    "class_calendar",
    "class_completion",
    "class_edit",
    "class_list",
    "class_new",
    "class_page",
    "class_presence",
    "class_seats",
    "course_export",
    "course_list",
    "course_page",
    "course_reading",
    "examination_certificate",
    "examination_edit",
    "examination_key",
    "examination_new",
    "examination_page",
    "examination_paper",
    "examination_start",
    "examination_submit",
    "material_file",
    "material_list",
    "material_new",
    "material_page",
    "reading_list_new",
    "reading_list_page",
    "reading_lists",
    "school_list",
    "study_plan",
    "thread_page",
    "trained",
]
