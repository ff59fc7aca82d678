"""Reading a call: mistakes end in one line."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from typing import NoReturn

from quanjing.cli.errors import BadCall


class Parser(argparse.ArgumentParser):
    """argparse that raises `BadCall` with what and where, instead of printing its usage."""

    def __init__(self, verb: str, description: str) -> None:
        super().__init__(prog=f"quanjing {verb}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        what = {"call": self.prog, "message": message}
        raise BadCall(_("%(call)s: %(message)s (see %(call)s --help)") % what)
