"""The only writes to the register of organizations, their posts and tokens."""

from quanjing.organizations.actions.bodies import (
    NewBody,
    add_many,
    add_organization,
    change_organization,
)
from quanjing.organizations.actions.facts import correct_fact, decide_fact
from quanjing.organizations.actions.imports import (
    PreviewRow,
    apply_import,
    checked_rows,
    get_draft,
    preview_import,
)
from quanjing.organizations.actions.office import start_office
from quanjing.organizations.actions.posts import (
    Slip,
    appoint,
    create_post,
    end_post,
    invite,
    invite_holders,
    issue_token,
    revoke_token,
)
from quanjing.organizations.actions.tables import COLUMNS, blank_table

__all__ = [
    "COLUMNS",
    "NewBody",
    "PreviewRow",
    "Slip",
    "add_many",
    "add_organization",
    "apply_import",
    "appoint",
    "blank_table",
    "change_organization",
    "checked_rows",
    "correct_fact",
    "create_post",
    "decide_fact",
    "end_post",
    "get_draft",
    "invite",
    "invite_holders",
    "issue_token",
    "preview_import",
    "revoke_token",
    "start_office",
]
