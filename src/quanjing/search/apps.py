from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.findable import register
from quanjing.foundation.navigation import Entry, Group


class SearchConfig(AppConfig):
    name = "quanjing.search"
    navigation = (
        Entry(_("Search"), "search", 5, frozenset({Right.READ, Right.REPORT}), group=Group.RECORDS),
    )

    def ready(self) -> None:
        from quanjing.search.kinds import OWN

        for findable in OWN:
            register(findable)
