from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "quanjing.accounts"

    def ready(self) -> None:
        from quanjing.accounts import receivers  # noqa: F401  # connects what is recorded
