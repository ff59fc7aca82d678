"""When a unit may and must be reminded, and who may say so."""

from quanjing.urging.rules.permission import can_rule, can_urge
from quanjing.urging.rules.times import REMINDING_AT, is_cooling, is_quiet, is_time, quiet_ends, reminder_days

__all__ = [
    "REMINDING_AT",
    "can_rule",
    "can_urge",
    "is_cooling",
    "is_quiet",
    "is_time",
    "quiet_ends",
    "reminder_days",
]
