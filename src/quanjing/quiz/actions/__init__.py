"""The only writes: banks and their questions, contests, attempts, corrections of keys."""

from quanjing.quiz.actions.banks import (
    apply_import,
    change_question,
    create_bank,
    preview_import,
    retire_question,
)
from quanjing.quiz.actions.contests import (
    cancel_contest,
    cancel_running,
    change_contest,
    create_contest,
    publish_contest,
)
from quanjing.quiz.actions.correcting import correct_key, rescore
from quanjing.quiz.actions.finals import invite_finalists
from quanjing.quiz.actions.playing import Entrant, key_of, start, submit
from quanjing.quiz.actions.printing import paper_docx
from quanjing.quiz.actions.tables import blank_table, results_table

__all__ = [
    "Entrant",
    "apply_import",
    "blank_table",
    "cancel_contest",
    "cancel_running",
    "change_contest",
    "change_question",
    "correct_key",
    "create_bank",
    "create_contest",
    "invite_finalists",
    "key_of",
    "paper_docx",
    "preview_import",
    "publish_contest",
    "rescore",
    "results_table",
    "retire_question",
    "start",
    "submit",
]
