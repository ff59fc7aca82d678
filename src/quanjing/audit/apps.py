from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class AuditConfig(AppConfig):
    name = "quanjing.audit"
    navigation = (Entry(_("Audit"), "audit_page", 90, frozenset({Right.AUDIT}), group=Group.RECORDS),)
