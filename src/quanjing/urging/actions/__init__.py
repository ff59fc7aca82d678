"""The only writes: reminding by the rules, by the desk, the rules themselves."""

from quanjing.urging.actions.calling import phone_list
from quanjing.urging.actions.escalating import escalate
from quanjing.urging.actions.reminding import remind_by_rules
from quanjing.urging.actions.ruling import change_rule, pause, resume
from quanjing.urging.actions.urging import Urged, UrgePreview, preview_urge, remind_bodies, urge

__all__ = [
    "UrgePreview",
    "Urged",
    "change_rule",
    "escalate",
    "pause",
    "phone_list",
    "preview_urge",
    "remind_bodies",
    "remind_by_rules",
    "resume",
    "urge",
]
