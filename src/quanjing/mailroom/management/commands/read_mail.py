"""`python -m django read_mail KEY`: reads one mail that waits; called where it may end its reader."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quanjing.mailroom.actions import read_alone


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", type=int)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        read_alone(options["key"])
