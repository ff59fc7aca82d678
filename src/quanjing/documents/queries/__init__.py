"""Documents and numbers of the actor's own body."""

from quanjing.documents.queries.documents import (
    SORTS,
    annex_file,
    composed_from,
    document_list,
    documents_visible_to,
    edition,
    get_document,
    to_approve,
    years_of,
)
from quanjing.documents.queries.register import get_series, numbers_of, open_years, series_of, years_in_use

__all__ = [
    "SORTS",
    "annex_file",
    "composed_from",
    "document_list",
    "documents_visible_to",
    "edition",
    "get_document",
    "get_series",
    "numbers_of",
    "open_years",
    "series_of",
    "to_approve",
    "years_in_use",
    "years_of",
]
