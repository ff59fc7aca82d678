from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class MailroomConfig(AppConfig):
    name = "quanjing.mailroom"
    navigation = (
        Entry(_("Mail room"), "mailroom_list", 60, frozenset({Right.REVIEW}), group=Group.WORK),
        Entry(_("The mailbox"), "mailroom_state", 71, frozenset({Right.ADMINISTER}), group=Group.RECORDS),
    )
