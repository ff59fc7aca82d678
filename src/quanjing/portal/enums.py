"""What kinds of columns, stories, licences and steps there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ColumnKind(TextChoices):
    TOPIC = "topic", _("topic")
    SERIES = "series", _("series of a brand")
    STORIES = "stories", _("stories")
    PERIODICAL = "periodical", _("periodical")
    ISSUE = "issue", _("issue of a periodical")


class Subject(TextChoices):
    """Whom or what a model story tells of; a person is asked first."""

    PERSON = "person", _("a person")
    GROUP = "group", _("a unit")
    DEED = "deed", _("a deed")


class Licence(TextChoices):
    """On what ground a text of others stands here."""

    PERMISSION = "permission", _("with the permission of the author or outlet")
    OPEN = "open", _("under an open licence")
    OFFICIAL = "official", _("official text, free to be reprinted")
    LINK = "link", _("summary of our own, the text stands at the source")


class Ground(TextChoices):
    """Why a page was taken down."""

    CONSENT = "consent", _("consent withdrawn")
    EXPIRED = "expired", _("consent has come to its end")
    REPORT = "report", _("reported by a reader")
    ERROR = "error", _("error in the text")
    OUTDATED = "outdated", _("no longer valid")


class Outcome(TextChoices):
    """What became of a reader's report on a page."""

    OPEN = "open", _("open")
    TAKEN_DOWN = "taken_down", _("page taken down")
    CORRECTED = "corrected", _("page corrected")
    KEPT = "kept", _("page stays")
