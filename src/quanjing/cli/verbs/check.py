"""quanjing check: whether this installation is whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.checks import WARNING, run_checks
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.audit.chain import breaks
from quanjing.cli.parser import Parser
from quanjing.cli.platform import is_current
from quanjing.home.queries import readiness

REASONS = {
    "changed": gettext_lazy("changed"),
    "missing": gettext_lazy("missing"),
    "cut off": gettext_lazy("cut off"),
}


def run(arguments: list[str]) -> int:
    parser = Parser("check", _("Check this installation: settings, database, queue, file store."))
    parser.add_argument("--audit", action="store_true", help=_("also walk the chains of the audit record"))
    options = parser.parse_args(arguments)
    troubles = list(_troubles(with_audit=options.audit))
    for trouble in troubles:
        print(trouble)
    if not troubles:
        print(_("Everything is in order."))
    return 1 if troubles else 0


def _troubles(*, with_audit: bool) -> Iterator[str]:
    for message in run_checks():
        if message.level >= WARNING:
            yield f"{message.id}: {message.msg}"
    for part, is_ready in readiness().items():
        if not is_ready:
            yield _("%(part)s: does not answer") % {"part": part}
    if not is_current():
        yield _("database: not up to date; run quanjing serve --migrate once")
    if with_audit:
        for found in breaks():
            place = {"chain": found.chain, "position": found.position, "reason": REASONS[found.reason]}
            yield _("audit record: chain %(chain)s, entry %(position)s: %(reason)s") % place
