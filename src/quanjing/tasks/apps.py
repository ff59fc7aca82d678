from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry
from quanjing.organizations import registry


class TasksConfig(AppConfig):
    name = "quanjing.tasks"
    navigation = (
        Entry(_("Notices"), "directive_list", 20, frozenset({Right.ISSUE, Right.READ})),
        Entry(_("Register"), "incoming_list", 24, frozenset({Right.REPORT}), frozenset({Right.READ})),
        Entry(_("Approvals"), "approval_list", 22, frozenset({Right.CONFIRM})),
        Entry(_("Events"), "event_list", 35, frozenset({Right.ISSUE})),
        Entry(_("Duties"), "duty_list", 36, frozenset({Right.READ, Right.REPORT})),
        Entry(_("Calendar"), "calendar_page", 80, frozenset({Right.ADMINISTER})),
        Entry(_("Tasks"), "task_list", 30, frozenset({Right.READ})),
        Entry(_("Sheets"), "sheet_register", 35, frozenset({Right.ISSUE, Right.READ})),
    )

    def ready(self) -> None:
        from quanjing.tasks.actions import cancel_unfinished
        from quanjing.tasks.queries import open_work_of

        registry.register(registry.Keeper(open_work_of, cancel_unfinished))
