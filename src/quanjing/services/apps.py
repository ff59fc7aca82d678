from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class ServicesConfig(AppConfig):
    name = "quanjing.services"
    navigation = (
        Entry(_("Services"), "offer_list", 66, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
    )

    def ready(self) -> None:
        from quanjing.organizations import registry
        from quanjing.services.actions import end_services
        from quanjing.services.kinds import FOUND, service_facts
        from quanjing.services.queries import dates as own_dates
        from quanjing.services.queries import logged
        from quanjing.services.queries.behind import behind
        from quanjing.services.queries.figures import FIGURES, count
        from quanjing.services.queries.unfinished import open_services_of
        from quanjing.services.receivers import keep_words

        post_migrate.connect(keep_words, sender=self)
        facts.register(service_facts, "services.")
        dates.register(
            dates.Provider(own_dates.bodies_with_requests, own_dates.requests_due, own_dates.bookings_between)
        )
        registry.register(
            registry.Keeper(
                open_services_of,
                lambda actor, bodies: end_services(actor=actor, organization_ids=bodies),
            )
        )
        worklog.register(
            worklog.Source(
                "bookings", _("bookings delivered"), 35, logged.logged_bookings, logged.entry_of_booking,
                logged.booking_counts,
            )
        )  # fmt: skip
        worklog.register(
            worklog.Source(
                "requests", _("requests for help"), 36, logged.logged_requests, logged.entry_of_request,
                logged.request_counts,
            )
        )  # fmt: skip
        figures.register(figures.Counter("services", FIGURES, count, behind=behind))
        for one in FOUND:
            findable.register(one)
