from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group

WORKERS = frozenset({Right.READ, Right.REPORT})


class ActivitiesConfig(AppConfig):
    name = "quanjing.activities"
    navigation = (Entry(_("Activities"), "activity_list", 5, WORKERS, group=Group.WORK),)
