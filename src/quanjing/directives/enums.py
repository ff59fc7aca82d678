from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DirectiveState(TextChoices):
    READING = "reading", _("being read")
    FAILED = "failed", _("could not be read")
    READ = "read", _("to be checked")
    PUBLISHED = "published", _("published")
    RECALLED = "recalled", _("recalled")


OUT = (DirectiveState.PUBLISHED, DirectiveState.RECALLED)  # those addressed may read it


class VersionKind(TextChoices):
    """Why a published directive was changed."""

    ERRATUM = "erratum", _("erratum")
    EXTENSION = "extension", _("extension for all")
    SUPERSESSION = "supersession", _("superseded")
    RECALL = "recall", _("recall")
