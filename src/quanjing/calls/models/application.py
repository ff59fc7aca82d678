"""An application or nomination, its versions, who stands behind it, and the consent it needs."""

from __future__ import annotations

from django.db import models

from quanjing.calls.enums import ApplicationState, ConsentWay
from quanjing.calls.models.call import Call, Condition, Direction, Share
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.sheets.models import SheetTemplate


class Application(models.Model):
    """What one body applies with in one direction; of a joint bid it is the lead unit.

    `values` are by the field keys of `template`. `team`: [{"name", "unit"}]; `goals`: [{"name", "number",
    "unit"}]; `budget`: [{"name", "amount"}], yuan as text; `schedule`: [{"name", "due"}], ISO dates.
    `based_on` is the closed project that it is about, where the call asks for one.
    `subject` is who or what is nominated, `subject_unit` and `subject_post` what is said beside it.
    `blind` names it to judges: a number in an order drawn by lot, given when the panel begins.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications", db_index=False)
    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="applications")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    number = models.PositiveIntegerField(null=True, blank=True)  # in the order of sending
    blind = models.PositiveIntegerField(null=True, blank=True)
    based_on = models.ForeignKey(
        "calls.Project", on_delete=models.PROTECT, null=True, blank=True, related_name="brought_into"
    )
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=100, blank=True)
    subject_unit = models.CharField(max_length=200, blank=True)
    subject_post = models.CharField(max_length=100, blank=True)
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField(default=dict)
    team = models.JSONField(default=list)
    goals = models.JSONField(default=list)
    budget = models.JSONField(default=list)
    schedule = models.JSONField(default=list)
    words = models.TextField(blank=True)  # what the search finds it by
    place = models.PositiveSmallIntegerField(null=True, blank=True)  # in the body's own first review
    returned_due = models.DateTimeField(null=True, blank=True)
    returns = models.PositiveSmallIntegerField(default=0)  # how often it was sent back
    check_note = models.CharField(max_length=500, blank=True)  # why it was refused
    checked_name = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_name = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["direction__position", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="application_numbered_once"),
            models.UniqueConstraint(fields=["call", "blind"], name="application_blind_once"),
            models.UniqueConstraint(
                fields=["call", "based_on"],
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="application_project_once",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "direction"], name="application_listed"),
            models.Index(fields=["call", "organization"], name="application_of_body"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def project_named(self) -> str:
        """The project that it is based on; empty without one."""
        return self.based_on.named_for(self.organization_id) if self.based_on is not None else ""


class ApplicationVersion(models.Model):
    """An application as it was sent; never changed afterwards. `facts` are its columns by name."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    sent_name = models.CharField(max_length=150)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="application_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.number}"


class ReturnedField(models.Model):
    """What the form check sent back: a place of the form (empty: the whole), why, in which round."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="returned")
    round = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    written_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class JointUnit(models.Model):
    """A unit that applies together with the lead: one of the tree confirms it, another is a name."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="joint_units")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="joint_applications"
    )
    name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_name = models.CharField(max_length=150, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["application", "name"], name="joint_unit_once")]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """What the body says to a condition, or how its application counts for a share."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    condition = models.ForeignKey(
        Condition, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(Share, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_met = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(condition=None, share__isnull=False)
                | models.Q(condition__isnull=False, share=None),
                name="answer_to_one",
            ),
            models.UniqueConstraint(fields=["application", "condition"], name="condition_answered_once"),
            models.UniqueConstraint(fields=["application", "share"], name="share_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.condition or self.share}: {self.is_met}"


class Consent(models.Model):
    """The nominee agrees: to what, on which day, until when. Withdrawn, it is kept and nothing is shown.

    `secret_hash` belongs to the link by which it is given and withdrawn without an account.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="consent")
    secret_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=300)
    shows_story = models.BooleanField(default=False)  # agrees to a story in the portal as well
    until = models.DateField(null=True, blank=True)  # last day
    way = models.CharField(max_length=6, choices=ConsentWay, blank=True)
    paper = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_name = models.CharField(max_length=100, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.application}"

    @property
    def is_given(self) -> bool:
        return self.given_at is not None and self.withdrawn_at is None


class Similar(models.Model):
    """A hint for the desk: so many per cent of one application's text stand in another of any call."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="similar")
    other = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    share = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-share"]
        constraints = [models.UniqueConstraint(fields=["application", "other"], name="similar_once")]

    def __str__(self) -> str:
        return f"{self.application}: {self.share}"
