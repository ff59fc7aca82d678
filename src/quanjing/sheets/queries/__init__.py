"""Reading sheets and the dictionary of field keys."""

from quanjing.sheets.queries.dictionary import Dictionary, dictionary, likeness_of, plain
from quanjing.sheets.queries.templates import fields_of, headers_of, prefetch, prefetched

__all__ = [
    "Dictionary",
    "dictionary",
    "fields_of",
    "headers_of",
    "likeness_of",
    "plain",
    "prefetch",
    "prefetched",
]
