"""Who may do what with a manuscript, and how its points are arranged."""

from quanjing.manuscripts.rules.permission import (
    asks_approval,
    can_approve,
    can_compile,
    can_edit,
    can_withdraw,
)

__all__ = ["asks_approval", "can_approve", "can_compile", "can_edit", "can_withdraw"]
