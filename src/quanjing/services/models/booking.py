"""Bookings, visits that several of them share, and what is handed over."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models import Activity
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.services.enums import LIVE, OPEN, PLACED, BookingState, Setting, Use
from quanjing.services.models.offer import Offer, Slot


class Trip(models.Model):
    """Bookings of one offer, day and city that are served by one visit, and so take one place of `slot`."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="trips")
    city = models.CharField(max_length=60, blank=True)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slot} {self.city}"


class Booking(models.Model):
    """A body books a slot. The person filmed is a post in words, never a name.

    `has_place` says whether this row holds a place of the slot: of a visit that several share one does.
    The waiting list is in order of the key.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="bookings")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=BookingState)
    has_place = models.BooleanField(default=True)
    moved_from = models.ForeignKey(  # its own slot, while it shares a visit in another one
        Slot, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    trip = models.ForeignKey(Trip, on_delete=models.SET_NULL, null=True, blank=True, related_name="bookings")
    topic = models.CharField(max_length=200)
    filmed = models.CharField(max_length=100, blank=True)  # a post in words
    agreed_on = models.DateField(null=True, blank=True)  # the person filmed has agreed
    withdrawn_on = models.DateField(null=True, blank=True)  # and no longer does
    city = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    time_from = models.TimeField(null=True, blank=True)
    time_to = models.TimeField(null=True, blank=True)
    setting = models.CharField(max_length=12, choices=Setting, blank=True)
    contact = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True)
    listeners = models.PositiveIntegerField(null=True, blank=True)  # expected
    heard = models.PositiveIntegerField(null=True, blank=True)  # were there
    reason = models.CharField(max_length=300, blank=True)
    booked_name = models.CharField(max_length=150)
    booked_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "organization"],
                condition=models.Q(state__in=[state.value for state in LIVE]),
                name="booking_once_a_body",
            ),
            models.CheckConstraint(
                condition=models.Q(has_place=False) | models.Q(state__in=[state.value for state in PLACED]),
                name="booking_place_only_while_held",
            ),
        ]
        indexes = [
            models.Index(fields=["slot", "state"], name="booking_of_slot"),
            models.Index(fields=["offer", "state"], name="booking_of_offer"),
            models.Index(fields=["organization", "-booked_at"], name="booking_newest"),
            models.Index(fields=["state", "delivered_on"], name="booking_delivered"),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def where(self) -> str:
        """The city in which it is served."""
        return self.city or self.slot.city or self.offer.city

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class Delivery(models.Model):
    """A file that is handed over with its release: who may use it, for what, to which day."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="deliveries")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    users = models.CharField(max_length=200)
    uses = models.JSONField(default=list)  # of `Use`
    until = models.DateField(null=True, blank=True)
    released_name = models.CharField(max_length=150)
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name

    @property
    def uses_words(self) -> list[str]:
        return [str(Use(one).label) for one in self.uses if one in Use.values]

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < clock.today()
