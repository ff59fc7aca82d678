"""States of a measurement and of its items, who brought an item, and why one is contested."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("draft")
    COLLECTING = "collecting", _("items are collected")
    CHECKING = "checking", _("societies check their lists")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("called off")


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.COLLECTING, State.CANCELLED}),
    State.COLLECTING: frozenset({State.CHECKING, State.CANCELLED}),
    State.CHECKING: frozenset({State.COLLECTING, State.PUBLISHED, State.CANCELLED}),
    State.PUBLISHED: frozenset(),
    State.CANCELLED: frozenset(),
}


class ItemState(TextChoices):
    STANDING = "standing", _("stands")
    PROPOSED = "proposed", _("added by the society, being looked at")
    REMOVED = "removed", _("taken out")


class Source(TextChoices):
    THIRD = "third", _("the third party")
    UNIT = "unit", _("the society")


class Why(TextChoices):
    """Why a society contests an item."""

    NAMESAKE = "namesake", _("it is about another body of a like name")
    TWICE = "twice", _("the same thing stands here already")
    DIMENSION = "dimension", _("it belongs to another dimension")
    DAY = "day", _("the day is wrong")
    LINK = "link", _("the link leads nowhere or elsewhere")
    OTHER = "other", _("another reason")


class ContestState(TextChoices):
    OPEN = "open", _("waits for an answer")
    UPHELD = "upheld", _("corrected")
    DISMISSED = "dismissed", _("stays as it is")
    APPEALED = "appealed", _("put before the desk")


WAITING = (ContestState.OPEN, ContestState.APPEALED)
