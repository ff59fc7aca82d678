from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DirectiveState(TextChoices):
    READING = "reading", _("being read")
    FAILED = "failed", _("could not be read")
    READ = "read", _("to be checked")
    PUBLISHED = "published", _("published")


class VersionKind(TextChoices):
    """Why a published directive was changed."""

    ERRATUM = "erratum", _("erratum")
    EXTENSION = "extension", _("extension for all")
    SUPERSESSION = "supersession", _("superseded")
