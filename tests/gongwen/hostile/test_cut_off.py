"""Files that were cut off in the mail, or carry a name of another kind."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.gongwen.hostile.valid import whole_files

from gongwen.errors import (
    DamagedDocument,
    EmptyDocument,
    GongwenError,
    MismatchedDocument,
    UnsupportedDocument,
)
from gongwen.facade import FileKind, Options, examine, read_notice
from gongwen.model import Notice
from gongwen.read import read_document

_ALONE = Options(recognize=False, convert=False)
_WITH_AN_END = ("a.docx", "a.pdf", "a.xlsx", "a.zip", "a.ofd", "a.png", "a.jpg", "a.mp4", "a.doc")
_REFUSALS = (DamagedDocument, EmptyDocument, MismatchedDocument, UnsupportedDocument)
_TENTHS = range(1, 10)
_TELLING = 16  # bytes by which every kind is known; fewer may as well be a short text


@pytest.mark.parametrize("tenth", _TENTHS)
@pytest.mark.parametrize("name", _WITH_AN_END)
def test_a_file_without_its_end_is_refused_at_both_doors(name: str, tenth: int) -> None:
    data = whole_files()[name]
    part = data[: max(_TELLING, len(data) * tenth // 10)]
    for door in (lambda: read_notice(part, name=name, options=_ALONE), lambda: examine(part, name, _ALONE)):
        with pytest.raises(_REFUSALS):
            door()


@pytest.mark.parametrize("tenth", _TENTHS)
@pytest.mark.parametrize("name", sorted(set(whole_files()) - set(_WITH_AN_END)))
def test_the_beginning_of_a_text_is_read_as_far_as_it_goes(name: str, tenth: int) -> None:
    data = whole_files()[name]
    with suppress(GongwenError):
        assert isinstance(read_notice(data[: len(data) * tenth // 10], name=name, options=_ALONE), Notice)


@pytest.mark.parametrize("name", whole_files())
def test_nothing_at_all_is_empty(name: str) -> None:
    for door in (lambda: read_notice(b"", name=name), lambda: examine(b"", name, _ALONE)):
        with pytest.raises(EmptyDocument):
            door()


@pytest.mark.parametrize("named", whole_files())
@pytest.mark.parametrize("really", whole_files())
def test_a_wrong_name_is_read_by_content_or_refused(really: str, named: str) -> None:
    data = whole_files()[really]
    try:
        wrong = read_document(data, named, _ALONE).parts
    except GongwenError:
        wrong = ()
    with suppress(GongwenError):
        assert wrong in ((), read_document(data, really, _ALONE).parts)
    with suppress(GongwenError):
        assert isinstance(examine(data, named, _ALONE), FileKind)
