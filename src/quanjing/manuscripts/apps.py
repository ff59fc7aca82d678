from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.submissions import registry


class ManuscriptsConfig(AppConfig):
    name = "quanjing.manuscripts"
    navigation = (
        Entry(
            _("Manuscripts"),
            "manuscript_list",
            65,
            frozenset({Right.REVIEW, Right.CONFIRM}),
            group=Group.WORK,
        ),
    )

    def ready(self) -> None:
        from quanjing.manuscripts.queries import remarks

        registry.register_remarks(remarks)
