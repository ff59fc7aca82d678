"""Question banks as other programs write them: bytes in, questions and what is wrong with the others out."""

from quanjing.quiz.formats.blank import BLANK
from quanjing.quiz.formats.gift import read_gift
from quanjing.quiz.formats.model import Bad, Fault, Option, Question, Read, faults_of
from quanjing.quiz.formats.moodle import read_moodle
from quanjing.quiz.formats.table import HEADS, read_table

__all__ = [
    "BLANK",
    "HEADS",
    "Bad",
    "Fault",
    "Option",
    "Question",
    "Read",
    "faults_of",
    "read_gift",
    "read_moodle",
    "read_table",
]
