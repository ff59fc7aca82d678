"""The invented sample notices are read as well as they were when they were annotated."""

import json

import pytest
from benchmarks import reading_quality as quality

# Measured, rounded down to two digits: a figure that has risen may be raised here, none may fall.
WHOLE = (
    *("doc_number", "title", "issued_on", "addressees", "attachments", "contact_names", "phones", "emails"),
    *("due", "due_set", "recurrence"),
)
FIGURES = dict.fromkeys(WHOLE, 1.0) | {
    "issuers": 0.94,
    "tasks": 0.98,
    "tasks mean": 0.98,
    "deliverable": 0.94,
    "responsible": 0.98,
}


@pytest.fixture(scope="module")
def tallies() -> dict[str, quality.Tally]:
    """What was right and wrong in all sample notices."""
    answer = {key: quality.Tally() for key in (*quality.ACCURACY, *quality.SETS)}
    for path, annotation in quality.annotated_files([quality.SAMPLES]):
        annotated = json.loads(annotation.read_text(encoding="utf-8"))
        quality.score(path.name, quality.read(path), annotated, answer)
    return answer


def test_every_sample_is_annotated_and_every_quotation_stands_in_it() -> None:
    for path in quality.SAMPLES.glob("*.txt"):
        annotated = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        text = quality.plain(path.read_text(encoding="utf-8"))
        quotes = [quality.plain(task["quote"]) for task in annotated["tasks"]]
        assert [quote for quote in quotes if quote not in text] == [], path.name


@pytest.mark.parametrize("fact", sorted(FIGURES))
def test_no_figure_falls(tallies: dict[str, quality.Tally], fact: str) -> None:
    errors = tallies[fact.removesuffix(" mean")].errors
    assert quality.figures_of(tallies)[fact] >= FIGURES[fact], "\n".join(errors)


def test_every_figure_has_its_bar(tallies: dict[str, quality.Tally]) -> None:
    assert set(quality.figures_of(tallies)) == set(FIGURES)


def test_the_bars_of_the_benchmark_are_met(tallies: dict[str, quality.Tally]) -> None:
    figures = quality.figures_of(tallies)
    assert [fact for fact, bar in quality.BARS.items() if figures[fact] < bar] == []
