"""quanjing setup: an office of one's own in an empty database, all of it or nothing."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gongwen.errors import GongwenError
from quanjing.cli.errors import BadCall
from quanjing.cli.parser import Parser
from quanjing.cli.platform import is_current, migrate
from quanjing.foundation.actor import Actor
from quanjing.organizations.actions import (
    Slip,
    apply_import,
    checked_rows,
    invite_holders,
    preview_import,
    start_office,
)
from quanjing.organizations.enums import Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import actor_for, any_exists, reporting_posts_below

ASKED = ("name", "level", "username", "person")


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if is_current():
        _needs_an_empty_one()
    for name in ASKED:
        setattr(options, name, getattr(options, name) or _ask(name))
    password = _password(options.password_file)
    table = _read(options.societies) if options.societies else None
    migrate()
    _needs_an_empty_one()
    with transaction.atomic():
        post = start_office(
            name=options.name,
            level=options.level,
            region=options.region,
            username=options.username,
            person_name=options.person,
            password=password,
        )
        slips = _enter(actor_for(post), post.organization, options.societies, table) if table else []
    print(_("%(name)s is set up; %(username)s is its desk officer and administrator.") % vars(options))
    if slips:
        _write_links(slips, options.links)
    return 0


def _needs_an_empty_one() -> None:
    if any_exists():
        raise BadCall(_("quanjing setup: this installation was set up already."))


def _parser() -> Parser:
    parser = Parser("setup", _("Set up an office of your own; what is not given is asked for."))
    parser.add_argument("--name", default="", help=_("name of the association"))
    parser.add_argument("--level", choices=Level.values, default="", help=_("its level"))
    parser.add_argument("--region", default="", help=_("province or city whose name it bears"))
    parser.add_argument("--username", default="", help=_("sign-in name of the first person"))
    parser.add_argument("--person", default="", help=_("name of the first person"))
    parser.add_argument("--password-file", metavar="FILE", default="", help=_("file with the first password"))
    parser.add_argument("--societies", metavar="XLSX", default="", help=_("table of societies to enter"))
    links = _("where the one-time links of the societies go, to be printed")
    parser.add_argument("--links", metavar="HTML", type=Path, default=Path("links.html"), help=links)
    return parser


def _ask(name: str) -> str:
    """The answer to a question that the call left open. Raises `BadCall` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise BadCall(_("quanjing setup: --%(name)s is missing") % {"name": name})
    questions = {
        "name": _("Name of the association: "),
        "level": _("Level (national, provincial, city, county): "),
        "username": _("Sign-in name of the first person: "),
        "person": _("Name of the first person: "),
    }
    return input(questions[name]).strip()


def _password(file: str) -> str:
    if file:
        return _read(file).decode(errors="replace").strip()
    if not sys.stdin.isatty():
        raise BadCall(_("quanjing setup: --%(name)s is missing") % {"name": "password-file"})
    password = getpass(_("Password, ten characters or more: "))
    if getpass(_("Once more: ")) != password:
        raise BadCall(_("quanjing setup: the two passwords differ"))
    return password


def _read(place: str) -> bytes:
    try:
        return Path(place).read_bytes()
    except OSError as error:
        raise BadCall(f"quanjing setup: {place}: {error.strerror}") from None


def _enter(actor: Actor, under: Organization, name: str, data: bytes) -> list[Slip]:
    """Enter the societies of a table; its wrong rows are printed and then nothing is kept."""
    try:
        draft = preview_import(actor=actor, under=under, name=name, data=data)
    except GongwenError as error:
        raise BadCall(f"quanjing setup: {name}: {error.message(get_language() or '')}") from None
    rows = checked_rows(draft)
    wrong = [row for row in rows if row.problems]
    for row in wrong:
        reasons = "; ".join(str(problem.message) for problem in row.problems)
        print(_("row %(row)s, %(name)s: %(reasons)s") % {**row.texts, "reasons": reasons})
    if wrong:
        text = ngettext(
            "quanjing setup: %(file)s: %(count)d row is wrong; nothing was entered",
            "quanjing setup: %(file)s: %(count)d rows are wrong; nothing was entered",
            len(wrong),
        )
        raise BadCall(text % {"file": name, "count": len(wrong)})
    apply_import(actor=actor, draft=draft)
    return invite_holders(actor=actor, under=under, posts=reporting_posts_below(under))


def _write_links(slips: list[Slip], place: Path) -> None:
    """The slips as a page to print; only its owner may read the file."""
    page = render_to_string("cli/links.html", {"slips": slips})
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(page)
    count = len(slips)
    text = ngettext("%(count)d one-time link in %(place)s", "%(count)d one-time links in %(place)s", count)
    print(text % {"count": count, "place": place})
