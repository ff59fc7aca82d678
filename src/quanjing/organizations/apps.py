from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import facts, figures, worklog
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.organizations import registry

ADMINISTRATORS = frozenset({Right.ADMINISTER})
READERS = frozenset({Right.READ}) | ADMINISTRATORS


class OrganizationsConfig(AppConfig):
    name = "quanjing.organizations"
    navigation = (
        Entry(_("Our organization"), "organization_own", 30, frozenset({Right.REPORT}), unless=READERS),
        Entry(_("Tree of organizations"), "organization_list", 10, READERS, group=Group.ORGANIZATIONS),
        Entry(_("Coverage"), "organization_coverage", 20, READERS, group=Group.ORGANIZATIONS),
        Entry(_("Term calendar"), "term_calendar", 30, READERS, group=Group.ORGANIZATIONS),
        Entry(_("Vacancies"), "vacancy_list", 40, READERS, group=Group.ORGANIZATIONS),
        Entry(_("Corrections proposed"), "fact_changes", 50, ADMINISTRATORS, group=Group.ORGANIZATIONS),
    )

    def ready(self) -> None:
        from quanjing.organizations.queries import known_facts
        from quanjing.organizations.queries.behind import behind
        from quanjing.organizations.queries.figures import FIGURES, count, moved
        from quanjing.organizations.queries.logged import entry_of, log_counts, logged_terms

        facts.register(known_facts)
        worklog.register(
            worklog.Source("terms", _("Terms of office"), 40, logged_terms, entry_of, log_counts)
        )
        figures.register(
            figures.Counter(
                "organizations",
                FIGURES,
                lambda when: count(when, registry.meetings_kept),
                moved,
                lambda code, body, when: behind(code, body, when, registry.meetings_kept),
            )
        )
