"""quanjing work: the background worker."""

from __future__ import annotations

from django.core.management import call_command
from django.utils.translation import gettext as _

from quanjing.cli.parser import Parser
from quanjing.cli.platform import migrate, need_current
from quanjing.jobs.actions import schedule_sweeps
from quanjing.mailroom.actions import start_listening


def run(arguments: list[str]) -> int:
    parser = Parser("work", _("Run the background worker until it is stopped."))
    parser.add_argument("--migrate", action="store_true", help=_("bring the database up to date first"))
    if parser.parse_args(arguments).migrate:
        migrate()
    need_current()
    schedule_sweeps()
    start_listening()
    call_command("qcluster", verbosity=0)
    return 0
