from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, findable, invited, public
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class InfluenceConfig(AppConfig):
    name = "quanjing.influence"
    navigation = (
        Entry(
            _("Open measurements"),
            "influence_list",
            72,
            frozenset({Right.READ, Right.REPORT, Right.GUEST}),
            group=Group.RECORDS,
        ),
    )

    def ready(self) -> None:
        from quanjing.influence.actions import leave_ended
        from quanjing.influence.kinds import MEASUREMENTS
        from quanjing.influence.queries import (
            bodies_to_check,
            checks_between,
            checks_due,
            invited_to_collect,
            measured_of,
        )
        from quanjing.influence.queries.public import MEASUREMENTS as MEASURED
        from quanjing.organizations import registry

        findable.register(MEASUREMENTS)
        invited.register(invited_to_collect)
        public.register(MEASURED)
        dates.register(dates.Provider(bodies_to_check, checks_due, checks_between))
        registry.register(registry.Keeper(measured_of, lambda _actor, bodies: leave_ended(bodies=bodies)))
