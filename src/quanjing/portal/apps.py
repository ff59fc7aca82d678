from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import findable, pieces, public
from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry, Group


class PortalConfig(AppConfig):
    name = "quanjing.portal"
    navigation = (Entry(_("Portal"), "portal_desk", 45, frozenset({Right.ISSUE}), group=Group.WORK),)

    def ready(self) -> None:
        from wagtail.models import Page, PageLogEntry, WorkflowState
        from wagtail.signals import page_published, page_unpublished

        from quanjing.audit.signals import recorded
        from quanjing.calls.signals import consent_withdrawn
        from quanjing.portal import receivers
        from quanjing.portal.kinds import PAGES, PUBLIC
        from quanjing.portal.models import Download, Picture
        from quanjing.portal.queries.records import pieces_of

        findable.register(PAGES)
        pieces.register(pieces_of)
        for kind in PUBLIC:
            public.register(kind)
        recorded.connect(receivers.list_moved)
        consent_withdrawn.connect(receivers.nominee_left)
        post_save.connect(receivers.keep_record, sender=PageLogEntry)
        page_published.connect(receivers.take_in)
        page_unpublished.connect(receivers.take_out)
        pre_delete.connect(receivers.take_out, sender=Page)
        for name, (signal, receiver) in receivers.IN_PLACE_OF_MAILS.items():
            signal.connect(receiver, sender=WorkflowState, dispatch_uid=name)
        for model in (Picture, Download):
            post_save.connect(receivers.changed, sender=model)
            post_delete.connect(receivers.changed, sender=model)
