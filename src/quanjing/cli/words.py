"""The language of the command line, chosen before Django is there; both read the same catalog."""

from __future__ import annotations

import gettext
import os
from gettext import gettext as _
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
CHINESE, ENGLISH = "zh-hans", "en"


def choose() -> str:
    """The language of the user's terminal, "zh-hans" or "en"; `gettext` speaks it from now on."""
    named = ("LC_ALL", "LC_MESSAGES", "LANG")
    terminal = next((os.environ[name] for name in named if os.environ.get(name)), "")
    language = CHINESE if terminal.lower().startswith("zh") else ENGLISH
    os.environ["LANGUAGE"] = "zh_Hans" if language == CHINESE else "en"
    gettext.bindtextdomain("django", LOCALE)
    gettext.textdomain("django")
    return language


# The words of argparse itself, named here so that they are translated; it asks for them by gettext.
ARGPARSE = (
    _("usage: "),
    _("options"),
    _("positional arguments"),
    _("show this help message and exit"),
    _("argument %(argument_name)s: %(message)s"),
    _("expected one argument"),
    _("ignored explicit argument %r"),
    _("invalid %(type)s value: %(value)r"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
)
