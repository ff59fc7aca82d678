from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    DIRECTIVE = "directive", _("notice")
    TASK = "task", _("item of a notice")
    ENTRY = "entry", _("report")
    FILE = "file", _("attached file")
    ORGANIZATION = "organization", _("organization")
