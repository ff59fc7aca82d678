from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SheetsConfig(AppConfig):
    name = "quanjing.sheets"

    def ready(self) -> None:
        from quanjing.sheets.receivers import keep_dictionary  # models are loaded by now

        post_migrate.connect(keep_dictionary, sender=self)
