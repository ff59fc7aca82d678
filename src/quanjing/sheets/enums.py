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


class KeyClass(TextChoices):
    """Whether a field has to be asked each time."""

    KNOWN = "known", _("known")
    DERIVED = "derived", _("derived")
    NEW = "new", _("new each time")


class KeyReason(TextChoices):
    """Why a key is of its class."""

    UNIT = "unit", _("a fact about the unit")
    POST = "post", _("who holds a post")
    PERSON = "person", _("a person who works for the unit")
    EARLIER = "earlier", _("answered before")
    RECORD = "record", _("counted or summed from what is entered")
    PERIOD = "period", _("follows from the notice and the calendar")
    MONEY = "money", _("this year's money")
    OPINION = "opinion", _("a text, an opinion, a judgement")
    ONCE = "once", _("belongs to this one matter")
    SENSITIVE = "sensitive", _("personal and sensitive: never kept for later, never offered")


class KeyScope(TextChoices):
    """Where in a sheet a label has this meaning: a telephone beside a name is that person's."""

    ANY = "any", _("anywhere")
    SHEET = "sheet", _("beside whoever fills in")
    FILLER = "filler", _("names who fills in")
    SUBJECT = "subject", _("names a person")
    ROW = "row", _("beside a person's name")
    SUM = "sum", _("the sum of the fields above")
