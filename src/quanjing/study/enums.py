"""Kinds of material, ways of studying, and the states of what is studied together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MaterialKind(TextChoices):
    FILE = "file", _("file")
    LINK = "link", _("link")
    ARTICLE = "article", _("article")
    VIDEO = "video", _("video")


class Sharing(TextChoices):
    """Whom a material, a course or a lecturer is for, beyond the own body."""

    BELOW = "below", _("own body and those below")
    ALL = "all", _("all bodies")


class Mode(TextChoices):
    """How an item is to be studied, in the words of the notices."""

    ANY = "", _("as suits the unit")
    PROMPTLY = "promptly", _("promptly")
    SYSTEMATICALLY = "systematically", _("systematically")
    IN_DEPTH = "in_depth", _("in depth")
    AS_A_WHOLE = "as_a_whole", _("as a whole")


class CampaignState(TextChoices):
    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    CLOSED = "closed", _("closed")
