from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

WORKERS = frozenset({Right.READ, Right.REPORT})


class InspectionsConfig(AppConfig):
    name = "quanjing.inspections"
    navigation = (
        Entry(_("Inspections"), "inspection_index", 7, WORKERS, group=Group.WORK),
        Entry(_("Rectification ledger"), "finding_list", 5, WORKERS, group=Group.RECORDS),
    )

    def ready(self) -> None:
        from quanjing.inspections.actions import release
        from quanjing.inspections.kinds import FINDINGS, INSPECTIONS
        from quanjing.inspections.queries import (
            bodies_with_dates,
            dates_between,
            dates_due,
            inspection_facts,
            open_work_of,
        )
        from quanjing.inspections.queries.behind import behind
        from quanjing.inspections.queries.figures import FIGURES, count, moved
        from quanjing.inspections.queries.logged import entry_of, log_counts, logged_visits
        from quanjing.inspections.receivers import keep_common

        facts.register(inspection_facts, "inspections.")
        findable.register(INSPECTIONS)
        findable.register(FINDINGS)
        registry.register(registry.Keeper(open_work_of, release))
        figures.register(figures.Counter("inspections", FIGURES, count, moved, behind))
        worklog.register(worklog.Source("visits", _("Visits"), 45, logged_visits, entry_of, log_counts))
        dates.register(dates.Provider(bodies_with_dates, dates_due, dates_between))
        post_migrate.connect(keep_common, sender=self)
