"""What a body offers, and the slots in which it can be had."""

from __future__ import annotations

from django.db import models

from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.services.enums import OfferKind, Setting


class Offer(models.Model):
    """Something bookable, by bodies of the subtree of `under`, of the kinds `bookers` where it names any.

    `speaker` is the name of who talks, shown only with the consent of that day. `is_ready` lets a booking
    be confirmed as soon as it is made.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=10, choices=OfferKind)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    city = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    conditions = models.TextField(blank=True)
    under = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    bookers = models.JSONField(default=list)
    lead_days = models.PositiveSmallIntegerField(default=0)  # working days
    is_ready = models.BooleanField(default=False)
    speaker = models.CharField(max_length=200, blank=True)
    speaker_agreed_on = models.DateField(null=True, blank=True)
    topics = models.TextField(blank=True)  # one a line
    settings = models.JSONField(default=list)  # of `Setting`, for talks
    ended_on = models.DateField(null=True, blank=True)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(speaker="") | models.Q(speaker_agreed_on__isnull=False),
                name="offer_speaker_has_agreed",
            )
        ]
        indexes = [models.Index(fields=["under", "kind"], name="offer_reaches")]

    def __str__(self) -> str:
        return self.name

    @property
    def kinds(self) -> list[str]:
        """With `under` an audience; offers are for all levels and classes."""
        return list(self.bookers)

    @property
    def levels(self) -> list[str]:
        return []

    @property
    def classes(self) -> list[int]:
        return []

    @property
    def settings_words(self) -> list[str]:
        return [str(Setting(one).label) for one in self.settings if one in Setting.values]


class Slot(models.Model):
    """A time in which an offer can be had so many times.

    `taken` counts the bookings that hold a place. It is moved by one conditional update, and the database
    refuses more than `capacity` whatever the code does.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    day = models.DateField()  # of `starts_at`, in China
    city = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveIntegerField(default=1)
    taken = models.PositiveIntegerField(default=0)
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="slot_never_overbooked"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="slot_ends_after_start"
            ),
            models.UniqueConstraint(fields=["offer", "starts_at", "city"], name="slot_once"),
        ]
        indexes = [models.Index(fields=["day", "offer"], name="slot_of_day")]

    def __str__(self) -> str:
        return f"{self.offer}: {self.starts_at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"

    @property
    def free(self) -> int:
        return self.capacity - self.taken

    @property
    def is_past(self) -> bool:
        return self.starts_at <= clock.now()
