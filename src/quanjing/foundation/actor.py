"""Who acts: made once a request from session or token, passed to every action, query and rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext, override


class Right(StrEnum):
    """What a post may do within its scope (its organization and the subtree below)."""

    READ = "read"  # see the whole subtree
    ISSUE = "issue"  # register and publish directives of the own body
    REVIEW = "review"  # return and accept what comes in for the own body's directives
    REPORT = "report"  # fill in and submit for the own organization
    CONFIRM = "confirm"  # say that a report of the own body may leave
    ADMINISTER = "administer"  # organizations, posts, people of the subtree
    AUDIT = "audit"  # read the audit record
    GUEST = "guest"  # take part where one was named, for a time; nothing else is seen


def named_for(words: str, holder: str) -> str:
    """A delegate's name or title with the name of the holder, in the language of the office."""
    with override(settings.LANGUAGE_CODE):
        return gettext("%(words)s (for %(name)s)") % {"words": words, "name": holder}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person under one post. Without a post there are no rights.

    `path` is the materialized path of the post's organization, `origin` the address the request
    came from (empty for the command line and the worker). `acting_for` is the holder's name where the person
    is his delegate; `post_title` then says so as well, wherever it is shown or kept.
    """

    user_id: int
    user_name: str
    post_id: int | None = None
    post_code: str = ""
    post_title: str = ""
    organization_id: int | None = None
    organization_code: str = ""
    organization_name: str = ""
    path: str = ""
    rights: frozenset[Right] = frozenset()
    origin: str = ""
    acting_for: str = ""

    def may(self, right: Right) -> bool:
        return right in self.rights

    def covers(self, path: str) -> bool:
        """Whether `path` lies in the subtree of the post's organization."""
        return bool(self.path) and path.startswith(self.path)

    @property
    def signature(self) -> str:
        """The name under what this actor writes, a delegate's with the holder's; a text of the office."""
        return named_for(self.user_name, self.acting_for) if self.acting_for else self.user_name

    @property
    def reads_subtree(self) -> bool:
        return Right.READ in self.rights
