from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import facts
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry

READERS = frozenset({Right.READ, Right.ADMINISTER})


class OrganizationsConfig(AppConfig):
    name = "quanjing.organizations"
    navigation = (
        Entry(_("Our organization"), "organization_own", 30, frozenset({Right.REPORT}), unless=READERS),
        Entry(_("Organizations"), "organization_list", 70, READERS),
    )

    def ready(self) -> None:
        from quanjing.organizations.queries import known_facts

        facts.register(known_facts)
