"""Every phrase of the grammar of deadlines with what it means from a given day."""

from tests.gongwen.text.phrases_dates import DATES
from tests.gongwen.text.phrases_none import NONE
from tests.gongwen.text.phrases_spans import SPANS

PHRASES = (*DATES, *SPANS, *NONE)
