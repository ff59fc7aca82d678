from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class TasksConfig(AppConfig):
    name = "quanjing.tasks"
    navigation = (
        Entry(_("Notices"), "directive_list", 20, frozenset({Right.ISSUE, Right.READ})),
        Entry(_("Events"), "event_list", 35, frozenset({Right.ISSUE})),
        Entry(_("Duties"), "duty_list", 36, frozenset({Right.READ, Right.REPORT})),
        Entry(_("Calendar"), "calendar_page", 80, frozenset({Right.ADMINISTER})),
        Entry(_("Tasks"), "task_list", 30, frozenset({Right.READ})),
    )
