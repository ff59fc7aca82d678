from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """What became of a mail; each has exactly one."""

    ARRIVED = "arrived", _("waiting to be read")
    WAITS = "waits", _("waits for the desk")
    PARTLY = "partly", _("partly taken, the rest waits")
    TAKEN = "taken", _("taken as a report")
    DISMISSED = "dismissed", _("no report")
    DUPLICATE = "duplicate", _("the same mail again")
    AUTO_REPLY = "auto_reply", _("automatic reply")
    BOUNCE = "bounce", _("a mail of ours came back")
    LIST = "list", _("mailing list")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("could not be read")


OPEN = (Fate.WAITS, Fate.PARTLY, Fate.FAILED)


class Trouble(TextChoices):
    """What keeps us from the mailbox."""

    UNREACHABLE = "unreachable", _("the mail server cannot be reached")
    REFUSED = "refused", _("the mail server refuses the user or the password")
    CERTIFICATE = "certificate", _("the mail server does not prove that it is the one named")
    FOLDER = "folder", _("the mailbox has no such folder")
    BROKEN = "broken", _("the mail server broke off in the middle")


class ItemState(TextChoices):
    WAITS = "waits", _("waits for the desk")
    TAKEN = "taken", _("taken as a report")
    DISMISSED = "dismissed", _("no report")


class Clue(TextChoices):
    """What speaks for an assignment, in the order of its weight."""

    REFERENCE = "reference", _("signed reference in the file")
    ADDRESS = "address", _("sent to the item's own address")
    REPLY = "reply", _("answer to a mail of ours")
    SENDER = "sender", _("the sender is known at this unit")
    ABOVE = "above", _("the sender is known at a body above the unit")
    ORIGIN = "origin", _("forwarded from somebody known at this unit")
    FILE_NAME = "file_name", _("the unit's name stands in the file name")
    CONTENT = "content", _("the unit's name stands in the file")
    SUBJECT = "subject", _("the unit's name stands in the subject")
    SIGNED_BY = "signed_by", _("the sender calls himself by the unit's name")
    NUMBER = "number", _("the notice's number is named")
    TITLE = "title", _("the notice's title is named")
    ITEM_FILE = "item_file", _("the item stands in the file name")
    ITEM_SUBJECT = "item_subject", _("the item stands in the subject")
    ITEM_CONTENT = "item_content", _("the item stands in the file")
    ONLY_OPEN = "only_open", _("the only open item of the unit")


class Doubt(TextChoices):
    """Why a person must look."""

    NO_FILES = "no_files", _("nothing is attached; perhaps a question or a nil report")
    NOBODY = "nobody", _("nothing says which unit and item it belongs to")
    STRANGER = "stranger", _("the sender is not known at the unit")
    SEVERAL = "several", _("several items fit equally well")
    UNCLEAR_ITEM = "unclear_item", _("the unit is clear, the item is not")
    CONTRADICTION = "contradiction", _("the signed references contradict each other")
    NOT_OPEN = "not_open", _("nothing can be taken for this item now")
    UNREADABLE = "unreadable", _("no attached file could be kept")
    AUTOMATIC = "automatic", _("an automatic mail with files")
