"""Rules of reminding as data, what was sent to whom, and notices for which it rests."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.colours import Colour
from quanjing.foundation.ids import new_code
from quanjing.notify.models import Mail
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.models import Assignment
from quanjing.urging.enums import Channel, Occasion, Reach


def usual_days_before() -> list[int]:
    return [7, 3, 1]


def usual_days_after() -> list[int]:
    return [1, 5]


class ReminderRule(models.Model):
    """How a body reminds of its notices; a body without a row reminds by the values given here.

    Days before and after are working days, the cool-down is counted in days of the calendar.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="reminder_rule")
    days_before = models.JSONField(default=usual_days_before)
    on_the_day = models.BooleanField(default=True)
    days_after = models.JSONField(default=usual_days_after)
    cooldown_days = models.PositiveSmallIntegerField(default=1)
    quiet_from = models.CharField(max_length=5, default="18:00")  # HH:MM in China
    quiet_until = models.CharField(max_length=5, default="08:30")
    workdays_only = models.BooleanField(default=True)
    escalate_after = models.PositiveSmallIntegerField(default=3)  # working days past the date; 0: never
    by_mail = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.organization)


class Pause(models.Model):
    """Nobody is reminded of this notice until the pause is lifted, which deletes the row."""

    directive = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="pause")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.directive}: {self.reason}"


class Reminder(models.Model):
    """What one body was told on one day: all its open tasks, or the desk above about its subtree.

    The row is what keeps a body from being told twice on a day.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="reminders")
    reach = models.CharField(max_length=10, choices=Reach)
    day = models.DateField()  # in China
    occasion = models.CharField(max_length=10, choices=Occasion)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "reach", "day"], name="reminder_once_a_day")
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"{self.organization} {self.day}"


class ReminderLine(models.Model):
    """A task in a reminder, as it stood then."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="lines")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminder_lines")
    colour = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Colour], blank=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "assignment"], name="reminder_line_once")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.colour}"


class DateLine(models.Model):
    """A date beside the tasks in a reminder, as it stood then; `issuer` is the body whose rules asked."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="date_lines")
    issuer = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    colour = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Colour], blank=True)
    title = models.CharField(max_length=300)
    link = models.CharField(max_length=300)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.title}"


class Delivery(models.Model):
    """By which channel a reminder went to which post; `post` is empty where it went to the office."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="+")
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reminder", "channel", "post"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.post_id}"
