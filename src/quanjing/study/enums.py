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


class Trainees(TextChoices):
    """For whom a class is meant; a tag of the class, nothing that is asked of a person."""

    OFFICERS = "officers", _("Party officers")
    LEADERS = "leaders", _("leading talents")
    YOUNG = "young", _("young people")
    OVERSEAS = "overseas", _("those who came back from abroad")
    GRASSROOTS = "grassroots", _("grassroots staff")
    PRACTITIONERS = "practitioners", _("people of the trade")


class ClassState(TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("announced")
    DONE = "done", _("finished")
    CANCELLED = "cancelled", _("called off")


class SeatState(TextChoices):
    NOMINATED = "nominated", _("nominated")
    CONFIRMED = "confirmed", _("place confirmed")
    WAITING = "waiting", _("on the waiting list")
    DECLINED = "declined", _("not taken")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced")


TAKEN = (SeatState.NOMINATED, SeatState.CONFIRMED)  # these have a place
LIVE = (*TAKEN, SeatState.WAITING)


class Asked(TextChoices):
    """What the anonymous evaluation of a class asks."""

    CONTENT = "content", _("The content")
    LECTURERS = "lecturers", _("The lecturers")
    ARRANGEMENTS = "arrangements", _("Timetable, place and meals")
    USE = "use", _("Use for the own work")


ANSWERS = {5: _("very good"), 4: _("good"), 3: _("fair"), 2: _("poor"), 1: _("very poor")}
FEWEST = 5  # answers from which on they are shown


class LoanState(TextChoices):
    ASKED = "asked", _("asked for")
    LENT = "lent", _("lent")
    DECLINED = "declined", _("not possible")
