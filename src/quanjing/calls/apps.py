from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable, invited, public, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

WORKERS = frozenset({Right.READ, Right.REPORT})


class CallsConfig(AppConfig):
    name = "quanjing.calls"
    navigation = (
        Entry(_("Calls and applications"), "call_list", 45, WORKERS, group=Group.WORK),
        Entry(_("Projects"), "project_list", 46, WORKERS, group=Group.WORK),
        Entry(_("Public notices and results"), "notice_list", 47, WORKERS, group=Group.WORK),
        Entry(_("Honours"), "honour_list", 4, WORKERS, group=Group.RECORDS),
        Entry(_("To judge"), "judging_list", 20, frozenset({Right.GUEST})),
    )

    def ready(self) -> None:
        from quanjing.calls.actions.ending import withdraw_all
        from quanjing.calls.kinds import APPLICATIONS, CALLS
        from quanjing.calls.queries import seams
        from quanjing.calls.queries.judges import invited_to_judge
        from quanjing.calls.receivers import keep_words
        from quanjing.calls.rules.offering import call_offers
        from quanjing.tasks.registry import register_offering

        post_migrate.connect(keep_words, sender=self)
        register_offering(call_offers)
        findable.register(CALLS)
        findable.register(APPLICATIONS)
        invited.register(invited_to_judge)
        facts.register(seams.application_facts, "calls.")
        figures.register(figures.Counter("calls", seams.FIGURES, seams.count_applications))
        worklog.register(
            worklog.Source(
                "applications", _("Applications"), 45, seams.logged_applications, seams.application_entry,
                seams.application_counts,
            )
        )  # fmt: skip
        dates.register(
            dates.Provider(seams.bodies_with_deadlines, seams.deadlines_due, seams.deadlines_between)
        )
        registry.register(
            registry.Keeper(
                seams.open_applications_of,
                lambda actor, bodies: withdraw_all(actor=actor, organization_ids=bodies),
            )
        )
        self.take_up_panels()
        self.take_up_projects()

    def take_up_panels(self) -> None:
        """Dates and decisions of panels, in the other parts."""
        from quanjing.calls.queries import dates_panels as days

        dates.register(dates.Provider(days.bodies_with_shows, days.shows_due, days.panels_between))
        worklog.register(
            worklog.Source(
                "decisions", _("Decisions of calls"), 47, days.decisions_logged, days.decision_entry,
                days.decision_counts,
            )
        )  # fmt: skip

    def take_up_projects(self) -> None:
        """What becomes of calls, in the other parts."""
        from quanjing.calls import jobs_projects as jobs_projects  # registers its work
        from quanjing.calls.actions.projects import end_projects
        from quanjing.calls.queries import dates_projects as days
        from quanjing.calls.queries import seams_projects as seams
        from quanjing.calls.queries.projects import open_projects_of
        from quanjing.calls.queries.public import PUBLIC

        for kind in PUBLIC:
            public.register(kind)
        dates.register(dates.Provider(days.bodies_with_reports, days.reports_due, days.reports_between))
        facts.register(seams.project_facts, "projects.")
        findable.register(seams.PROJECTS)
        figures.register(figures.Counter("projects", seams.FIGURES, seams.count, seams.moved))
        worklog.register(
            worklog.Source(
                "projects", _("Projects"), 46, seams.reports_logged, seams.report_entry, seams.report_counts
            )
        )
        registry.register(
            registry.Keeper(open_projects_of, lambda _actor, bodies: end_projects(organization_ids=bodies))
        )
