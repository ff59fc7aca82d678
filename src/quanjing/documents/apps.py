from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group

WRITERS = frozenset({Right.ISSUE, Right.CONFIRM})


class DocumentsConfig(AppConfig):
    name = "quanjing.documents"
    navigation = (
        Entry(_("Documents"), "document_list", 15, WRITERS, group=Group.WORK),
        Entry(_("Register of numbers"), "number_register", 15, WRITERS, group=Group.RECORDS),
    )
