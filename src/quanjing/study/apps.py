from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class StudyConfig(AppConfig):
    name = "quanjing.study"
    navigation = (
        Entry(_("Study"), "study_plan", 64, frozenset({Right.READ, Right.REPORT}), group=Group.WORK),
    )
