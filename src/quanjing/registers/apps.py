from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

WORKERS = frozenset({Right.READ, Right.REPORT})


class RegistersConfig(AppConfig):
    name = "quanjing.registers"
    navigation = (Entry(_("All registers"), "register_index", 1, WORKERS, group=Group.RECORDS),)

    def ready(self) -> None:
        from quanjing.registers.actions import close_all
        from quanjing.registers.kinds import ENTRIES
        from quanjing.registers.queries import (
            bodies_with_dates,
            dates_between,
            dates_due,
            open_entries_of,
            register_facts,
        )
        from quanjing.registers.queries.behind import behind
        from quanjing.registers.queries.figures import FIGURES, count, moved
        from quanjing.registers.queries.logged import entry_of, log_counts, logged_filings
        from quanjing.registers.receivers import keep_common

        facts.register(register_facts, "registers.")
        findable.register(ENTRIES)
        registry.register(
            registry.Keeper(open_entries_of, lambda _actor, bodies: close_all(organization_ids=bodies))
        )
        figures.register(figures.Counter("registers", FIGURES, count, moved, behind))
        worklog.register(worklog.Source("filings", _("Filings"), 40, logged_filings, entry_of, log_counts))
        dates.register(dates.Provider(bodies_with_dates, dates_due, dates_between))
        post_migrate.connect(keep_common, sender=self)
