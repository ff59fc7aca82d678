"""What is decided and shown: batches, public notices, objections, certificates, holders of honours."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models import Activity
from quanjing.calls.enums import ObjectionState, RecommendationState, Series, Way
from quanjing.calls.models.application import Application
from quanjing.calls.models.call import Call, Share
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization


class Decision(models.Model):
    """A batch of a call: prepared line by line, released at once with its minutes."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=200, blank=True)  # who decided: leading group
    decided_on = models.DateField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the meeting
    minutes_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_name = models.CharField(max_length=150)
    prepared_post = models.CharField(max_length=16)
    prepared_at = models.DateTimeField()
    released_name = models.CharField(max_length=150, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="decision_numbered_once")]

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


class DecisionLine(models.Model):
    """What becomes of one application. Against the order of the panel only with a reason.

    `result` is what the panel's scores gave, as printed; `rank` the place in its direction.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decision_lines")
    is_selected = models.BooleanField()
    grade = models.CharField(max_length=40, blank=True)  # first prize, key project
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # yuan
    result = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    proposed = models.BooleanField(null=True)  # what followed from scores, places and shares
    share = models.ForeignKey(  # by which it was proposed before others, or passed over
        Share, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    share_bound = models.CharField(max_length=5, blank=True)  # least, most
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "application"], name="decision_line_once"),
            models.CheckConstraint(
                condition=models.Q(proposed=None)
                | models.Q(proposed=models.F("is_selected"))
                | ~models.Q(reason=""),
                name="decision_against_order_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.is_selected}"


class PublicNotice(models.Model):
    """A list that is displayed for objections: from when to when, where objections go.

    `extensions`: [{"from", "to", "reason", "name"}], days in ISO form, each longer than the one before.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="notice")
    title = models.CharField(max_length=200)
    text = models.TextField()
    channel = models.CharField(max_length=300)  # telephone, mailbox, address for objections
    first_day = models.DateField()
    last_day = models.DateField()
    extensions = models.JSONField(default=list)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)  # when its results came out

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="notice_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Objection(models.Model):
    """What somebody says against a line of a notice, and what became of it. Names are not published.

    `sender` and `contact` are kept for the handling alone and erased on `erased_on`.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    notice = models.ForeignKey(PublicNotice, on_delete=models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="objections"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # whose it is, where a body of the tree objects
    sender = models.CharField(max_length=150, blank=True)
    contact = models.CharField(max_length=150, blank=True)
    way = models.CharField(max_length=6, choices=Way, default=Way.PAGE)
    text = models.TextField()
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)  # after the last day; it is looked into all the same
    acknowledged_name = models.CharField(max_length=150, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)
    finding = models.TextField(blank=True)  # what was looked into and found; goes to the sender
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ObjectionState.OPEN) | ~models.Q(finding=""),
                name="objection_decided_with_finding",
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.received_at:%Y-%m-%d}"


class CertificateYear(models.Model):
    """The last number that a body gave in a year and series; locked while the next ones are given."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=10, choices=Series, default=Series.HONOURS)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "series"], name="award_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class Honour(models.Model):
    """Who held what since when: made by a result, or entered from before. Its certificate has the number."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="honours_given")
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="honour"
    )
    award = models.CharField(max_length=200)
    grade = models.CharField(max_length=40, blank=True)
    holder = models.CharField(max_length=200)  # a person, a work or a body, as printed
    unit = models.CharField(max_length=200, blank=True)
    holder_body = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="honours"
    )
    year = models.PositiveSmallIntegerField()
    given_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=30, unique=True, null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "award", "pk"]
        indexes = [models.Index(fields=["organization", "award", "year"], name="honour_listed")]

    def __str__(self) -> str:
        return f"{self.award} {self.year}: {self.holder}"


class Recommendation(models.Model):
    """Whom a body recommended to an award of others, and what came of it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="recommendations")
    award = models.CharField(max_length=200)
    giver = models.CharField(max_length=200)  # to whom it was sent
    body = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="recommended")
    subject = models.CharField(max_length=200, blank=True)  # a work or project; empty: the body itself
    sent_on = models.DateField()
    state = models.CharField(max_length=10, choices=RecommendationState, default=RecommendationState.SENT)
    decided_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    made_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        indexes = [models.Index(fields=["organization", "sent_on"], name="recommendation_listed")]

    def __str__(self) -> str:
        return f"{self.award}: {self.subject or self.body}"
