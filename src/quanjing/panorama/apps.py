from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right
from quanjing.foundation.navigation import Entry


class PanoramaConfig(AppConfig):
    name = "quanjing.panorama"
    navigation = (Entry(_("Panorama"), "panorama_page", 45, frozenset({Right.READ, Right.REPORT})),)
