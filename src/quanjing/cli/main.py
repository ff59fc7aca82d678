"""The `quanjing` command: what needs no database first, then thin verbs over actions.

Everything heavy is imported by the verb that needs it, so that `quanjing read` starts at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module

from quanjing.cli import words
from quanjing.cli.errors import BadCall

DONE, OUR_FAULT, WRONG = 0, 1, 2
VERBS = ("serve", "work", "setup", "demo", "token", "check")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 2 the call or its input is wrong, 1 a fault of ours."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = words.choose()
    try:
        return _dispatch(arguments, language)
    except BadCall as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return OUR_FAULT


def _dispatch(arguments: list[str], language: str) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in {"-h", "--help", "help"}:
        print(_help())
        return DONE
    if verb == "--version":
        metadata = import_module("importlib.metadata")  # slow to load, and only this verb asks
        print(f"quanjing {metadata.version('quanjing')}")
        return DONE
    if verb == "read":
        return int(import_module("gongwen.cli").read_command(rest))
    if verb == "check-layout":
        return int(import_module("gongwen.cli_layout").check_layout_command(rest))
    if verb == "compose":
        return int(import_module("gongwen.cli_compose").compose_command(rest))
    if verb == "sheet":
        return int(import_module("gongwen.cli_sheet").sheet_command(rest))
    if verb in VERBS:
        return int(import_module("quanjing.cli.platform").run(verb, rest, language))
    if not verb:
        raise BadCall(_("quanjing: no command given (see quanjing --help)"))
    raise BadCall(_("quanjing: there is no command %(verb)s (see quanjing --help)") % {"verb": verb})


def _help() -> str:
    lines = (
        ("read FILE…", _("read notices: tasks, deadlines, contacts; needs no database")),
        ("check-layout FILE.docx", _("measure a Word file against the official layout; needs no database")),
        ("compose FACTS.json", _("draw an official document from facts; needs no database")),
        ("sheet read BLANK", _("read a blank form as a template; needs no database")),
        ("sheet answers FILLED", _("read a filled form as answers; needs no database")),
        ("serve", _("run the web server")),
        ("work", _("run the background worker")),
        ("setup", _("set up an office of your own in an empty database")),
        ("demo", _("build the invented world in an empty database")),
        ("token USERNAME", _("issue an API token for a post and print it")),
        ("check", _("check this installation; --audit also checks the audit record")),
    )
    width = max(len(name) for name, _text in lines)
    commands = "\n".join(f"  {name:<{width}}  {text}" for name, text in lines)
    return "\n".join(
        (
            _("usage: quanjing COMMAND …"),
            "",
            _("The work system of associations and learned societies."),
            "",
            commands,
            "",
            _("quanjing COMMAND --help says more."),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
