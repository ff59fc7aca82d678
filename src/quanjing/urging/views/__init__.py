"""Pages on reminders."""

from quanjing.urging.views.ledger import reminder_list, reminder_page, reminder_rules
from quanjing.urging.views.urging import directive_pause, directive_urge, phone_list

__all__ = [
    "directive_pause",
    "directive_urge",
    "phone_list",
    "reminder_list",
    "reminder_page",
    "reminder_rules",
]
