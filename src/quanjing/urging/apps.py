from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class UrgingConfig(AppConfig):
    name = "quanjing.urging"
    navigation = (
        Entry(_("Reminders"), "reminder_list", 30, frozenset({Right.REPORT, Right.REVIEW}), group=Group.WORK),
    )
