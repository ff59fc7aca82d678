"""The only writes to the register of organizations, their posts and tokens."""

from quanjing.organizations.actions.bodies import (
    NewBody,
    add_many,
    add_organization,
    change_organization,
)
from quanjing.organizations.actions.confirmation import set_approval, set_confirmation, set_registering
from quanjing.organizations.actions.declarations import declare_branch
from quanjing.organizations.actions.delegations import delegate_post, revoke_delegation
from quanjing.organizations.actions.desks import (
    DeskFacts,
    change_desk,
    leave_desk,
    open_desk,
    seat,
    set_substitute,
)
from quanjing.organizations.actions.endings import Ending, EndingPlan, end_organization, plan_ending
from quanjing.organizations.actions.facts import correct_fact, decide_fact
from quanjing.organizations.actions.guests import end_guest, guest_link, invite_again, invite_guest
from quanjing.organizations.actions.imports import (
    PreviewRow,
    apply_import,
    checked_rows,
    export_table,
    get_draft,
    preview_import,
)
from quanjing.organizations.actions.members import add_members, end_membership
from quanjing.organizations.actions.names import rename_organization, take_on_names
from quanjing.organizations.actions.office import start_office
from quanjing.organizations.actions.posts import (
    Slip,
    appoint,
    create_post,
    end_post,
    fill_post,
    invite,
    invite_holders,
    issue_token,
    revoke_token,
)
from quanjing.organizations.actions.tables import COLUMNS, WITH_CODE, blank_table

__all__ = [
    "COLUMNS",
    "WITH_CODE",
    "DeskFacts",
    "Ending",
    "EndingPlan",
    "NewBody",
    "PreviewRow",
    "Slip",
    "add_many",
    "add_members",
    "add_organization",
    "apply_import",
    "appoint",
    "blank_table",
    "change_desk",
    "change_organization",
    "checked_rows",
    "correct_fact",
    "create_post",
    "decide_fact",
    "declare_branch",
    "delegate_post",
    "end_guest",
    "end_membership",
    "end_organization",
    "end_post",
    "export_table",
    "fill_post",
    "get_draft",
    "guest_link",
    "invite",
    "invite_again",
    "invite_guest",
    "invite_holders",
    "issue_token",
    "leave_desk",
    "open_desk",
    "plan_ending",
    "preview_import",
    "rename_organization",
    "revoke_delegation",
    "revoke_token",
    "seat",
    "set_approval",
    "set_confirmation",
    "set_registering",
    "set_substitute",
    "start_office",
    "take_on_names",
]
