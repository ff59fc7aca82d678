from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class MailroomConfig(AppConfig):
    name = "quanjing.mailroom"
    navigation = (Entry(_("Mail room"), "mailroom_list", 42, frozenset({Right.REVIEW})),)
