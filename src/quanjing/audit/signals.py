"""What the record announces to apps above; sent inside of the transaction of the action."""

from django.dispatch import Signal

recorded = Signal()  # verb: one or more entries with it were added
