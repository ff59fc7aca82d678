from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class NotifyConfig(AppConfig):
    name = "quanjing.notify"
    navigation = (
        Entry(_("Mails"), "mail_list", 70, frozenset({Right.ISSUE, Right.ADMINISTER}), group=Group.RECORDS),
    )
