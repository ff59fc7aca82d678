"""Without the extra the doors say what to install."""

from collections.abc import Callable

import pytest

from gongwen.errors import MissingRecognizer
from gongwen.model import Options
from gongwen.read import ocr

DOORS: list[Callable[[], object]] = [
    lambda: ocr.read(b"", Options()),
    lambda: ocr.read_pdf(b"", Options()),
    lambda: ocr.read_pages(b"", [1], Options()),
]


@pytest.mark.parametrize("door", DOORS)
def test_missing_recognizer_is_named(door: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    assert not ocr.available()
    with pytest.raises(MissingRecognizer):
        door()


def test_one_missing_library_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None if name == "onnxruntime" else object())
    assert not ocr.available()
