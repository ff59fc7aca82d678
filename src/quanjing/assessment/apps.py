from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import dates, facts, figures, findable
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

PEOPLE = frozenset({Right.READ, Right.REPORT})


class AssessmentConfig(AppConfig):
    name = "quanjing.assessment"
    navigation = (Entry(_("Assessment"), "assessment_own", 40, PEOPLE, group=Group.WORK),)

    def ready(self) -> None:
        from quanjing.assessment.actions import leave_out
        from quanjing.assessment.kinds import SCHEMES
        from quanjing.assessment.queries.dates import bodies_with_dates, dates_between, dates_due
        from quanjing.assessment.queries.figures import FIGURES, count, moved
        from quanjing.assessment.queries.known import assessment_facts, open_work_of

        facts.register(assessment_facts, "assessment.")
        findable.register(SCHEMES)
        registry.register(
            registry.Keeper(open_work_of, lambda _actor, bodies: leave_out(organization_ids=bodies))
        )
        figures.register(figures.Counter("assessment", FIGURES, count, moved))
        dates.register(dates.Provider(bodies_with_dates, dates_due, dates_between))
