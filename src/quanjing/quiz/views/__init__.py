"""Pages for those who keep banks and contests, and for those who take part."""

from quanjing.quiz.views.banks import bank_import, bank_list, bank_page, bank_table, question_page
from quanjing.quiz.views.contests import (
    contest_edit,
    contest_key,
    contest_list,
    contest_new,
    contest_page,
    contest_paper,
    contest_results,
)
from quanjing.quiz.views.playing import quiz_list, quiz_page, quiz_paper, quiz_start, quiz_submit

__all__ = [
    "bank_import",
    "bank_list",
    "bank_page",
    "bank_table",
    "contest_edit",
    "contest_key",
    "contest_list",
    "contest_new",
    "contest_page",
    "contest_paper",
    "contest_results",
    "question_page",
    "quiz_list",
    "quiz_page",
    "quiz_paper",
    "quiz_start",
    "quiz_submit",
]
