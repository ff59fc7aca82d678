from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import figures, findable, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class WorklogConfig(AppConfig):
    name = "quanjing.worklog"
    navigation = (
        Entry(_("Work log"), "worklog_page", 6, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
    )

    def ready(self) -> None:
        from quanjing.worklog.actions.counting import counted_figures
        from quanjing.worklog.kinds import ENTRIES
        from quanjing.worklog.queries.behind import behind
        from quanjing.worklog.queries.entries import OWN, entry_of, own_counts, own_entries
        from quanjing.worklog.queries.figures import FIGURES, moved

        worklog.register(worklog.Source(OWN, _("Own entries"), 90, own_entries, entry_of, own_counts))
        findable.register(ENTRIES)
        figures.register(figures.Counter("worklog", FIGURES, counted_figures, moved, behind))
