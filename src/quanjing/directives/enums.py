from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DirectiveState(TextChoices):
    READING = "reading", _("being read")
    FAILED = "failed", _("could not be read")
    READ = "read", _("to be checked")
    PUBLISHED = "published", _("published")
