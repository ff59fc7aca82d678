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
        from quanjing.calls.kinds import APPLICATIONS, CALLS, PROJECTS
        from quanjing.calls.queries import application_dates as days
        from quanjing.calls.queries import application_figures, known, logged
        from quanjing.calls.queries.behind import applications_behind
        from quanjing.calls.queries.judges import invited_to_judge
        from quanjing.calls.queries.unfinished import open_applications_of
        from quanjing.calls.receivers import keep_words
        from quanjing.calls.rules.offering import call_offers
        from quanjing.tasks.registry import register_offering

        post_migrate.connect(keep_words, sender=self)
        register_offering(call_offers)
        findable.register(CALLS)
        findable.register(APPLICATIONS)
        findable.register(PROJECTS)
        invited.register(invited_to_judge)
        facts.register(known.application_facts, "calls.")
        figures.register(
            figures.Counter(
                "calls", application_figures.FIGURES, application_figures.count, behind=applications_behind
            )
        )
        worklog.register(
            worklog.Source(
                "applications", _("Applications"), 45, logged.applications_logged, logged.application_entry,
                logged.application_counts,
            )
        )  # fmt: skip
        dates.register(dates.Provider(days.bodies_with_deadlines, days.deadlines_due, days.deadlines_between))
        registry.register(
            registry.Keeper(
                open_applications_of,
                lambda actor, bodies: withdraw_all(actor=actor, organization_ids=bodies),
            )
        )
        self.take_up_panels()
        self.take_up_projects()

    def take_up_panels(self) -> None:
        """Figures, dates and decisions of panels, in the other parts."""
        from quanjing.calls.queries import call_figures, logged
        from quanjing.calls.queries import panel_dates as days
        from quanjing.calls.queries.behind import calls_behind

        figures.register(
            figures.Counter("panels", call_figures.FIGURES, call_figures.count, behind=calls_behind)
        )
        dates.register(dates.Provider(days.bodies_with_shows, days.shows_due, days.panels_between))
        worklog.register(
            worklog.Source(
                "decisions", _("Decisions of calls"), 47, logged.decisions_logged, logged.decision_entry,
                logged.decision_counts,
            )
        )  # fmt: skip

    def take_up_projects(self) -> None:
        """What becomes of calls, in the other parts."""
        from quanjing.calls.actions.ending import end_projects
        from quanjing.calls.queries import known, logged, project_figures
        from quanjing.calls.queries import project_dates as days
        from quanjing.calls.queries.behind import projects_behind
        from quanjing.calls.queries.projects import open_projects_of
        from quanjing.calls.queries.public import PUBLIC

        for kind in PUBLIC:
            public.register(kind)
        dates.register(dates.Provider(days.bodies_with_reports, days.reports_due, days.reports_between))
        facts.register(known.project_facts, "projects.")
        figures.register(
            figures.Counter(
                "projects",
                project_figures.FIGURES,
                project_figures.count,
                project_figures.moved,
                projects_behind,
            )
        )
        worklog.register(
            worklog.Source(
                "projects",
                _("Projects"),
                46,
                logged.reports_logged,
                logged.report_entry,
                logged.report_counts,
            )
        )
        registry.register(
            registry.Keeper(
                open_projects_of, lambda actor, bodies: end_projects(actor=actor, organization_ids=bodies)
            )
        )
