"""The only writes of this app."""

from quanjing.calls.actions.application_facts import ApplicationFacts, said_of
from quanjing.calls.actions.applying import (
    begin_application,
    drop_application,
    put_in_order,
    write_application,
)
from quanjing.calls.actions.based import filled_from
from quanjing.calls.actions.call_facts import (
    CallWanted,
    ConditionWanted,
    CriterionWanted,
    DirectionWanted,
    QuotaWanted,
    ShareWanted,
    SheetField,
)
from quanjing.calls.actions.calls import begin_call, drop_call, fields_of, save_call, save_programme
from quanjing.calls.actions.checking import (
    Bulk,
    admit,
    admit_many,
    bulk_of,
    places_of,
    refuse,
    return_application,
    undo_check,
)
from quanjing.calls.actions.consenting import (
    Asked,
    ask_consent,
    consent_by,
    enter_paper_consent,
    give_consent,
    withdraw_consent,
)
from quanjing.calls.actions.exports import ask_export, make_export, tidy_exports
from quanjing.calls.actions.honour_tables import import_honours
from quanjing.calls.actions.joint import answer_joint
from quanjing.calls.actions.likeness import ask_comparison, find_similar
from quanjing.calls.actions.opening import (
    Preview,
    begin_check,
    call_off,
    correct_call,
    extend_call,
    open_call,
    preview_opening,
)
from quanjing.calls.actions.papers import application_docx, application_pdf, summary_docx, summary_xlsx
from quanjing.calls.actions.sending import all_problems, send_application, take_back, taken_words, withdraw

__all__ = [
    "ApplicationFacts",
    "Asked",
    "Bulk",
    "CallWanted",
    "ConditionWanted",
    "CriterionWanted",
    "DirectionWanted",
    "Preview",
    "QuotaWanted",
    "ShareWanted",
    "SheetField",
    "admit",
    "admit_many",
    "all_problems",
    "answer_joint",
    "application_docx",
    "application_pdf",
    "ask_comparison",
    "ask_consent",
    "ask_export",
    "begin_application",
    "begin_call",
    "begin_check",
    "bulk_of",
    "call_off",
    "consent_by",
    "correct_call",
    "drop_application",
    "drop_call",
    "enter_paper_consent",
    "extend_call",
    "fields_of",
    "filled_from",
    "find_similar",
    "give_consent",
    "import_honours",
    "make_export",
    "open_call",
    "places_of",
    "preview_opening",
    "put_in_order",
    "refuse",
    "return_application",
    "said_of",
    "save_call",
    "save_programme",
    "send_application",
    "summary_docx",
    "summary_xlsx",
    "take_back",
    "taken_words",
    "tidy_exports",
    "undo_check",
    "withdraw",
    "withdraw_consent",
    "write_application",
]
