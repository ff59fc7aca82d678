"""quanjing token: an API token for a post, alone on its line."""

from __future__ import annotations

from django.utils.translation import gettext as _

from quanjing.cli.errors import BadCall
from quanjing.cli.parser import Parser
from quanjing.cli.platform import need_current
from quanjing.organizations.actions import issue_token
from quanjing.organizations.models import Post
from quanjing.organizations.queries import posts_in_force


def run(arguments: list[str]) -> int:
    parser = Parser("token", _("Issue an API token that acts under one post, and print it alone."))
    parser.add_argument("username", help=_("whose token"))
    parser.add_argument("--post", metavar="CODE", default="", help=_("code of the post (the first in force)"))
    options = parser.parse_args(arguments)
    need_current()
    print(issue_token(post=_post(options.username, options.post)))
    return 0


def _post(username: str, code: str) -> Post:
    posts = posts_in_force().filter(holder__username=username, holder__is_active=True)
    found = (posts.filter(code=code) if code else posts).first()
    if found is None:
        what = {"username": username, "code": code}
        if code:
            raise BadCall(_("quanjing token: %(username)s holds no post %(code)s in force") % what)
        raise BadCall(_("quanjing token: %(username)s holds no post in force") % what)
    return found
