from quanjing.documents.views.composing import (
    document_annex,
    document_draft,
    document_file,
    document_page,
    document_preview,
)
from quanjing.documents.views.lists import document_list, document_new
from quanjing.documents.views.register import (
    number_paper,
    number_register,
    register_docx,
    register_xlsx,
    series_open,
    series_start,
)
from quanjing.documents.views.steps import document_step

__all__ = [
    "document_annex",
    "document_draft",
    "document_file",
    "document_list",
    "document_new",
    "document_page",
    "document_preview",
    "document_step",
    "number_paper",
    "number_register",
    "register_docx",
    "register_xlsx",
    "series_open",
    "series_start",
]
