from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import figures, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

READERS = frozenset({Right.ISSUE, Right.READ})
WORKERS = frozenset({Right.ISSUE, Right.REPORT})


class TasksConfig(AppConfig):
    name = "quanjing.tasks"
    navigation = (
        Entry(_("Notices"), "directive_list", 20, READERS),
        Entry(_("Approvals"), "approval_list", 22, frozenset({Right.CONFIRM})),
        Entry(_("Tasks"), "task_list", 30, frozenset({Right.READ})),
        Entry(_("Duties"), "duty_list", 10, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
        Entry(_("Events"), "event_list", 20, frozenset({Right.ISSUE}), group=Group.WORK),
        Entry(_("Requests for more time"), "extension_list", 50, frozenset({Right.ISSUE}), group=Group.WORK),
        Entry(_("Register"), "incoming_list", 10, WORKERS, group=Group.RECORDS),
        Entry(_("Sheets"), "sheet_register", 20, READERS, group=Group.RECORDS),
        Entry(_("Load by month"), "load_page", 30, READERS, group=Group.RECORDS),
        Entry(_("Dictionary of fields"), "field_keys", 40, READERS, group=Group.RECORDS),
        Entry(_("Calendar"), "calendar_page", 80, frozenset({Right.ADMINISTER}), group=Group.RECORDS),
    )

    def ready(self) -> None:
        from quanjing.tasks.actions import cancel_unfinished
        from quanjing.tasks.queries import open_work_of
        from quanjing.tasks.queries.behind import behind
        from quanjing.tasks.queries.figures import FIGURES, count, moved
        from quanjing.tasks.queries.logged import entry_of, log_counts, logged_notices

        registry.register(registry.Keeper(open_work_of, cancel_unfinished))
        worklog.register(worklog.Source("notices", _("Notices"), 30, logged_notices, entry_of, log_counts))
        figures.register(figures.Counter("tasks", FIGURES, count, moved, behind))
