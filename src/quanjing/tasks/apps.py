from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class TasksConfig(AppConfig):
    name = "quanjing.tasks"
    navigation = (
        Entry(_("Notices"), "directive_list", 20, frozenset({Right.ISSUE, Right.READ})),
        Entry(_("Tasks"), "task_list", 30, frozenset({Right.READ})),
        Entry(_("Sheets"), "sheet_register", 35, frozenset({Right.ISSUE, Right.READ})),
    )
