from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Right


class Kind(TextChoices):
    ASSOCIATION = "association", _("association")
    SOCIETY = "society", _("society")
    SOCIETY_COMMITTEE = "society_committee", _("society committee")
    BRANCH = "branch", _("branch")
    JOINT_BRANCH = "joint_branch", _("joint branch")
    WORK_GROUP = "work_group", _("work group")
    ALLIANCE = "alliance", _("alliance")
    ADVISORY_BOARD = "advisory_board", _("advisory board")
    CLASS_GROUP = "class_group", _("class of societies")


LAYERS = (Kind.SOCIETY_COMMITTEE, Kind.BRANCH, Kind.WORK_GROUP)
PARTY_KINDS = (*LAYERS, Kind.JOINT_BRANCH)
WITH_MEMBERS = (Kind.JOINT_BRANCH, Kind.ALLIANCE, Kind.ADVISORY_BOARD, Kind.CLASS_GROUP)


class Level(TextChoices):
    NATIONAL = "national", _("national")
    PROVINCIAL = "provincial", _("provincial")
    CITY = "city", _("city")
    COUNTY = "county", _("county")


def group_label(group: str) -> str:
    """A group of bodies such as "society:provincial" in words. Raises `ValueError` for another."""
    kind, _colon, level = group.partition(":")
    if not level:
        return str(Kind(kind).label)
    return gettext("%(level)s %(kind)s") % {"level": Level(level).label, "kind": Kind(kind).label}


class SocietyClass(IntegerChoices):
    """The five classes of societies; the number is the order in which they stand everywhere."""

    SCIENCE = 1, _("science")
    ENGINEERING = 2, _("engineering")
    AGRICULTURE = 3, _("agriculture")
    MEDICINE = 4, _("medicine")
    INTERDISCIPLINARY = 5, _("interdisciplinary")
    NONE = 9, _("no class")

    @property
    def key(self) -> str:
        """The name in the API: science, engineering …"""
        return self.name.lower()


class Role(TextChoices):
    """What kind of post it is; `RIGHTS` says what that allows."""

    OFFICER = "officer", _("desk officer")
    HANDLER = "handler", _("handler")
    HEAD = "head", _("head of the body")
    ADMINISTRATOR = "administrator", _("administrator")
    AUDITOR = "auditor", _("auditor")
    GUEST = "guest", _("guest for a time")  # a judge, a third party: invited where they take part
    NONE = "none", _("office holder")  # president, secretary-general …: a name to know, no rights


class EndingKind(TextChoices):
    """How a body comes to its end, or divides."""

    CLOSE = "close", _("it closes")
    MERGE = "merge", _("it merges into another body")
    SPLIT = "split", _("it splits")


class OpenWorkChoice(TextChoices):
    """What becomes of work that the ended body still has open."""

    KEEP = "keep", _("stays open; the desk settles it")
    CANCEL = "cancel", _("is cancelled at once")


class Office(TextChoices):
    """What its holder is in the body, whatever the title says and whatever it may do here."""

    PRESIDENT = "president", _("president")
    SECRETARY_GENERAL = "secretary_general", _("secretary-general")
    SECRETARY = "secretary", _("secretary of the Party organization")
    ADVISOR = "advisor", _("advisor for Party work, sent")
    LIAISON = "liaison", _("liaison")
    OTHER = "", _("another office")


class ChangeState(TextChoices):
    """What became of a correction that a unit proposed."""

    OPEN = "open", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.READ, Right.ISSUE, Right.REVIEW, Right.REPORT}),
    Role.HANDLER: frozenset({Right.REPORT}),
    Role.HEAD: frozenset({Right.REPORT, Right.CONFIRM}),
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.ADMINISTER, Right.AUDIT}),
    Role.AUDITOR: frozenset({Right.READ, Right.AUDIT}),
    Role.GUEST: frozenset({Right.GUEST}),
    Role.NONE: frozenset(),
}
