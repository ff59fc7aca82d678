from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class UrgingConfig(AppConfig):
    name = "quanjing.urging"
    navigation = (Entry(_("Reminders"), "reminder_list", 45, frozenset({Right.REPORT, Right.REVIEW})),)
