"""The commands that need the platform: settings, database, apps."""

from __future__ import annotations

import gc
import os
from gettext import gettext as _  # Django's own needs settings, which may be what is wrong
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation

from quanjing.cli.errors import BadCall
from quanjing.foundation.errors import QuanjingError


def run(verb: str, arguments: list[str], language: str) -> int:
    """Set Django up and run the verb in the user's language; returns its exit status.

    Raises `BadCall` where settings, input or database are wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanjing.config.settings")
    try:
        _set_up()
        translation.activate(language)
        return int(import_module(f"quanjing.cli.verbs.{verb}").run(arguments))
    except QuanjingError as error:
        problems = [str(problem.message) for problem in getattr(error, "problems", ())]
        raise BadCall(f"quanjing {verb}: {'; '.join([str(error), *problems])}") from None
    except ImproperlyConfigured as error:
        raise BadCall(_("The settings are wrong: %(error)s") % {"error": error}) from None
    except OperationalError as error:
        raise BadCall(_("The database cannot be used: %(error)s") % {"error": error}) from None


def _set_up() -> None:
    """Load settings and apps; a place that cannot be written is a wrong setting.

    What is loaded stays: looking for rubbish in it took a quarter of the start, and would take time later on.
    """
    gc.disable()
    try:
        django.setup()
    except OSError as error:
        raise ImproperlyConfigured(str(error)) from None
    finally:
        gc.freeze()
        gc.enable()


def is_current() -> bool:
    """Whether every migration has been applied. Raises OperationalError where nothing answers."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def need_current() -> None:
    """Raise `BadCall` unless every migration has been applied."""
    if not is_current():
        raise BadCall(_("The database is not up to date; run quanjing serve --migrate once."))


def migrate() -> None:
    """Bring the database up to date; says nothing."""
    call_command("migrate", verbosity=0, interactive=False)
