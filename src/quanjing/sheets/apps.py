from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "quanjing.sheets"
