"""What this app announces to whoever continues; sent inside of the transaction."""

from django.dispatch import Signal

consent_withdrawn = Signal()  # application: its nominee took the consent back; nothing is shown any more
decision_released = Signal()  # decision: it is released, states and feedback stand
