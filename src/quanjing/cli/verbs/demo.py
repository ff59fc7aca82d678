"""quanjing demo: the invented world, once, in an empty database."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from quanjing.accounts.models import User
from quanjing.cli.demo.build import LATER, PASSWORD, SIGN_INS, Built
from quanjing.cli.demo.furnish import build_lived_in
from quanjing.cli.demo.plan import SIZES
from quanjing.cli.errors import BadCall
from quanjing.cli.parser import Parser
from quanjing.cli.platform import migrate


def run(arguments: list[str]) -> int:
    parser = Parser("demo", _("Build the invented world: a province with its societies, people under posts."))
    parser.add_argument("--size", choices=SIZES, default="province", help=_("how large (province)"))
    parser.add_argument("--seed", type=int, default=1, help=_("another number gives other people (1)"))
    options = parser.parse_args(arguments)
    migrate()
    logging.getLogger("django-q").setLevel(logging.WARNING)  # each job of half a year would be a line
    _say(build_lived_in(options.size, options.seed))
    return 0


def _say(built: Built | None) -> None:
    """What was built, and whom to sign in as; again for a world that exists."""
    known = {user.username: user for user in User.objects.filter(username__in=(*SIGN_INS, *LATER))}
    if built is None and not known.keys() >= set(SIGN_INS):
        raise BadCall(_("quanjing demo: this database holds an office already; the demo takes an empty one."))
    if built is None:
        print(_("The demo world exists; nothing was changed."))
    else:
        words = _("Demo world: %(organizations)d organizations, %(people)d people, %(posts)d posts.")
        counts = {"organizations": built.organizations, "people": built.people, "posts": built.posts}
        print(words % counts)
    for username in (one for one in (*SIGN_INS, *LATER) if one in known):
        print(f"  {username:<10} {PASSWORD}   {known[username].name}")
