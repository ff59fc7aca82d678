from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FieldType(TextChoices):
    TEXT = "text", _("short text")
    LONGTEXT = "longtext", _("long text")
    NUMBER = "number", _("number")
    DATE = "date", _("date")
    CHOICE = "choice", _("one choice")
    MULTICHOICE = "multichoice", _("several choices")
    FILE = "file", _("file")
    PHOTO = "photo", _("photo")
