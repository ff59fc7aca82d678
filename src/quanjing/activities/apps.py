from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import facts, figures, findable, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

WORKERS = frozenset({Right.READ, Right.REPORT})


class ActivitiesConfig(AppConfig):
    name = "quanjing.activities"
    navigation = (Entry(_("Activities"), "activity_list", 5, WORKERS, group=Group.WORK),)

    def ready(self) -> None:
        from quanjing.activities.actions import cancel_planned
        from quanjing.activities.kinds import ACTIVITIES
        from quanjing.activities.queries import activity_facts, meetings_kept, open_activities_of
        from quanjing.activities.queries.behind import behind
        from quanjing.activities.queries.figures import FIGURES, count, moved
        from quanjing.activities.queries.logged import entry_of, log_counts, logged_hosts
        from quanjing.activities.receivers import keep_common

        post_migrate.connect(keep_common, sender=self)
        facts.register(activity_facts, "activities.")
        registry.register_meetings(meetings_kept)
        worklog.register(
            worklog.Source("activities", _("Activities"), 10, logged_hosts, entry_of, log_counts)
        )
        registry.register(
            registry.Keeper(
                open_activities_of,
                lambda _actor, bodies: cancel_planned(organization_ids=bodies),
            )
        )
        findable.register(ACTIVITIES)
        figures.register(figures.Counter("activities", FIGURES, count, moved, behind))
