"""What the recognizer answers is taken with care; a stand-in answers here."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from tests.gongwen.read.scans import np

from gongwen.read import ocr_engine, ocr_page
from gongwen.read.ocr_engine import Reading, read_lines

LINE = np.full((20, 200, 3), 255, np.uint8)


class StandIn:
    """Answers with these texts, their signs in even steps."""

    def __init__(self, *answers: tuple[str, float]) -> None:
        self.answers = answers

    def recognize_txt(self, crops: Sequence[object]) -> SimpleNamespace:
        texts, scores = zip(*self.answers[: len(crops)], strict=True)
        words = [
            SimpleNamespace(
                word_cols=[[n for n, sign in enumerate(text) if sign != " "]], line_txt_len=len(text)
            )
            for text in texts
        ]
        return SimpleNamespace(txts=texts, scores=scores, word_results=words)


def readings(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, float]) -> list[Reading | None]:
    monkeypatch.setattr(ocr_engine, "_engine", lambda: StandIn(*answers))
    return read_lines([LINE] * len(answers))


def test_ring_at_the_end_of_a_sentence_is_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    found = readings(monkeypatch, ("请按时报送o请勿遗漏O", 0.9), ("CO浓度", 0.9), ("info", 0.9))
    assert [reading and reading.text for reading in found] == ["请按时报送。请勿遗漏。", "CO浓度", "info"]


def test_smudges_and_nothing_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readings(monkeypatch, ("污", 0.4), (" ", 0.9)) == [None, None]


def test_spaces_stand_between_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = readings(monkeypatch, ("甲 乙", 0.9))
    assert found is not None
    assert found.middles == pytest.approx((1 / 6, 1 / 2, 5 / 6))


def test_rules_are_not_read_as_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "_engine", lambda: pytest.fail("asked"))
    assert read_lines([np.zeros((3, 900, 3), np.uint8)]) == [None]


def test_wide_gaps_in_a_box_are_spaces_and_narrow_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recognizer reads no space between Chinese signs, however far apart."""
    quad = np.array([[100, 100], [200, 100], [200, 120], [100, 120]], np.float32)
    monkeypatch.setattr(ocr_page, "straight", lambda image: image)
    monkeypatch.setattr(ocr_page, "find_lines", lambda image: [quad])
    answer = Reading("年月日", 0.9, (0.1, 0.3, 0.9))
    monkeypatch.setattr(ocr_page, "read_lines", lambda crops: [answer])
    (line,) = ocr_page.recognize(np.full((842, 595, 3), 255, np.uint8), 1).items
    assert not hasattr(line, "table")
    assert line.text.split() == ["年月", "日"]
