from django.apps import AppConfig


class CollationConfig(AppConfig):
    name = "quanjing.collation"
