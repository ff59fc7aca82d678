from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group
from quanjing.submissions import registry


class LikenessConfig(AppConfig):
    name = "quanjing.likeness"
    navigation = (
        Entry(_("Reference texts"), "reference_list", 55, frozenset({Right.REVIEW}), group=Group.RECORDS),
    )

    def ready(self) -> None:
        from quanjing.likeness.queries import remarks

        registry.register_remarks(remarks)
        registry.register_text_check("text_check")
