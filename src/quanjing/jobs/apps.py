from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "quanjing.jobs"

    def ready(self) -> None:
        autodiscover_modules("jobs")  # every app's jobs.py registers its work
