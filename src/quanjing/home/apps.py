from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class HomeConfig(AppConfig):
    name = "quanjing.home"
    navigation = (Entry(_("Today"), "today", 10, frozenset(Right)),)
