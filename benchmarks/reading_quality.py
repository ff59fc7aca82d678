"""How well notices are read: every fact of annotated notices compared with what stands beside them.

    reading_quality.py [FOLDER…] [--show-errors] [--check]

A folder holds notices (N.txt, N.docx, …) and what a person found in each (N.json, of the shape that
`quanjing read --format json` prints, but each task with a `quote` and `due`, `recurrence`, `deliverable`,
`responsible` beside it). Each file beside an annotation is read; one notice in two formats counts twice.
Texts are compared after NFKC, without white space and the marks # and *.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gongwen.errors import GongwenError
from gongwen.facade import notice_as_json, read_notice

# The least that is promised of the invented samples: accuracy, F1, or the mean over notices.
BARS = {
    "doc_number": 0.95,
    "title": 0.95,
    "issued_on": 0.95,
    "addressees": 0.95,
    "attachments": 0.9,
    "phones": 0.95,
    "tasks mean": 0.9,
    "due": 0.9,
    "due_set": 0.9,
    "deliverable": 0.85,
    "responsible": 0.85,
}
SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "notices"
LONGEST_TASK = 700  # a whole notice given as one task would hold every quotation
ACCURACY = ("doc_number", "title", "issued_on", "due", "recurrence")
SETS = (
    *("issuers", "addressees", "attachments", "contact_names", "phones", "emails"),
    *("tasks", "due_set", "deliverable", "responsible"),
)

Facts = dict[str, Any]


class Tally:
    """Right, read and annotated items of one kind of fact, for each notice, and what went wrong."""

    def __init__(self) -> None:
        self.notices: dict[str, list[int]] = {}
        self.errors: list[str] = []

    def count(self, name: str, right: int, read: int, annotated: int) -> None:
        row = self.notices.setdefault(name, [0, 0, 0])
        for place, number in enumerate((right, read, annotated)):
            row[place] += number

    def one(self, name: str, read: object, annotated: object, where: str = "") -> None:
        self.count(name, int(read == annotated), 1, 1)
        if read != annotated:
            self.errors.append(f"{name}{where}: read {read!r}, annotated {annotated!r}")

    def sets(self, name: str, read: Iterable[str], annotated: Iterable[str], where: str = "") -> None:
        found, wanted = set(read) - {""}, set(annotated) - {""}
        self.count(name, len(found & wanted), len(found), len(wanted))
        self.errors += [f"{name}{where}: missed {text!r}" for text in sorted(wanted - found)]
        self.errors += [f"{name}{where}: not annotated {text!r}" for text in sorted(found - wanted)]

    @property
    def totals(self) -> tuple[int, int, int]:
        right, read, annotated = (sum(row[place] for row in self.notices.values()) for place in range(3))
        return right, read, annotated

    @property
    def precision(self) -> float:
        right, read, annotated = self.totals
        return right / read if read else float(not annotated)

    @property
    def recall(self) -> float:
        right, _, annotated = self.totals
        return right / annotated if annotated else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def mean(self) -> float:
        """The F1 of single notices that have such items, averaged: a long plan weighs like a short note."""
        singles = [
            2 * right / (read + wanted) for right, read, wanted in self.notices.values() if read + wanted
        ]
        return sum(singles) / len(singles) if singles else 1.0


def plain(value: object) -> str:
    text = unicodedata.normalize("NFKC", str(value or ""))
    return "".join(char for char in text if not char.isspace() and char not in "#*")


def digits(value: object) -> str:
    return "".join(char for char in plain(value) if char.isdigit())


def score(name: str, read: Facts, annotated: Facts, tallies: dict[str, Tally]) -> None:
    """Compare one notice with its annotation."""
    for key in ("doc_number", "title"):
        tallies[key].one(name, plain(read.get(key)), plain(annotated.get(key)))
    tallies["issued_on"].one(name, read.get("issued_on"), annotated.get("issued_on"))
    for key in ("issuers", "addressees"):
        tallies[key].sets(name, map(plain, read.get(key) or ()), map(plain, annotated.get(key) or ()))
    titles = [title_of(item) for item in annotated.get("attachments") or ()]
    tallies["attachments"].sets(name, map(title_of, read.get("attachments") or ()), titles)
    score_contacts(name, read.get("contacts") or [], annotated.get("contacts") or [], tallies)
    score_tasks(name, read.get("tasks") or [], annotated.get("tasks") or [], tallies)


def title_of(attachment: object) -> str:
    return plain(attachment.get("title") if isinstance(attachment, dict) else attachment)


def score_contacts(name: str, read: list[Facts], annotated: list[Facts], tallies: dict[str, Tally]) -> None:
    def each(key: str, contacts: list[Facts]) -> Iterator[str]:
        return (item for contact in contacts for item in contact.get(key) or ())

    tallies["contact_names"].sets(
        name, (plain(item.get("name")) for item in read), (plain(item.get("name")) for item in annotated)
    )
    tallies["phones"].sets(name, map(digits, each("phones", read)), map(digits, each("phones", annotated)))
    lower = [[plain(item).lower() for item in each("emails", side)] for side in (read, annotated)]
    tallies["emails"].sets(name, *lower)


def score_tasks(name: str, read: list[Facts], annotated: list[Facts], tallies: dict[str, Tally]) -> None:
    pairs = paired(read, annotated)
    tally = tallies["tasks"]
    tally.count(name, len(pairs), len(read), len(annotated))
    tally.errors += [
        f"{name}: missed {task['quote']!r}" for at, task in enumerate(annotated) if at not in pairs
    ]
    tally.errors += [
        f"{name}: no such task {plain(task['text'])[:60]!r}"
        for at, task in enumerate(read)
        if at not in pairs.values()
    ]
    tallies["due_set"].sets(
        name,
        (str(of_deadline(task, "due") or "") for task in read),
        (str(task.get("due") or "") for task in annotated),
    )
    for at, task in enumerate(annotated):
        score_task(name, read[pairs[at]] if at in pairs else {}, task, tallies)


def score_task(name: str, read: Facts, annotated: Facts, tallies: dict[str, Tally]) -> None:
    where = f" {annotated['quote'][:20]}"
    for key in ("due", "recurrence"):
        if annotated.get(key):
            tallies[key].one(name, of_deadline(read, key), annotated[key], where)
    asked, found = bool(annotated.get("deliverable")), bool(read.get("deliverables"))
    tallies["deliverable"].count(name, int(asked and found), int(found), int(asked))
    if asked != found:
        tallies["deliverable"].errors.append(f"{name}{where}: read {found}, annotated {asked}")
    tallies["responsible"].sets(
        name,
        map(plain, read.get("responsible") or ()),
        map(plain, annotated.get("responsible") or ()),
        where,
    )


def of_deadline(task: Facts, key: str) -> object:
    return (task.get("deadline") or {}).get(key)


def paired(read: list[Facts], annotated: list[Facts]) -> dict[int, int]:
    """For each annotated task the shortest text read, not yet taken, that holds its quotation."""
    texts = [plain(task["text"]) for task in read]
    pairs: dict[int, int] = {}
    for at, task in enumerate(annotated):
        quote = plain(task["quote"])
        fits = [
            place
            for place, text in enumerate(texts)
            if place not in pairs.values() and quote in text and len(text) <= LONGEST_TASK
        ]
        if fits:
            pairs[at] = min(fits, key=lambda place: len(texts[place]))
    return pairs


def annotated_files(folders: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Every notice and its annotation."""
    for folder in folders:
        for annotation in sorted(folder.glob("*.json")):
            beside = sorted(folder.glob(f"{annotation.stem}.*"))
            yield from ((path, annotation) for path in beside if path.suffix != ".json")


def read(path: Path) -> Facts:
    try:
        return notice_as_json(read_notice(path.read_bytes(), name=path.name))
    except GongwenError as problem:
        print(f"{path}: {problem}", file=sys.stderr)
        return {}


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    yield f"{'':14} {'P':>6} {'R':>6} {'F1':>6} {'mean':>6} {'annotated':>10} {'read':>6}"
    for key, tally in tallies.items():
        _, found, wanted = tally.totals
        figures = "".join(f" {x:6.3f}" for x in (tally.precision, tally.recall, tally.f1, tally.mean))
        yield f"{key:14}{figures} {wanted:10} {found:6}"


def figures_of(tallies: dict[str, Tally]) -> dict[str, float]:
    """One figure for each fact: accuracy where there is one value, else F1; tasks also by notice."""
    return {key: tally.f1 for key, tally in tallies.items()} | {"tasks mean": tallies["tasks"].mean}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES], metavar="FOLDER")
    parser.add_argument("--show-errors", action="store_true", help="name everything that was read wrongly")
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is missed")
    options = parser.parse_args()
    tallies = {key: Tally() for key in (*ACCURACY, *SETS)}
    files = list(annotated_files(options.folders))
    for path, annotation in files:
        annotated = json.loads(annotation.read_text(encoding="utf-8"))
        score(str(path), read(path), annotated, tallies)
    title = f"reading quality of {len(files)} annotated notices"
    print(f"{title}\n{'-' * len(title)}")
    if not files:
        print("figures: notices=0")
        return int(options.check)
    print("\n".join(table(tallies)))
    if options.show_errors:
        print("\n".join(f"{key}: {error}" for key, tally in tallies.items() for error in tally.errors))
    figures = figures_of(tallies)
    missed = [name for name, bar in BARS.items() if figures[name] < bar]
    for name in missed:
        print(f"{name} {figures[name]:.3f} is below its bar {BARS[name]:g}")
    print("figures: " + " ".join(f"{name.replace(' ', '_')}={value:.3f}" for name, value in figures.items()))
    return int(options.check and bool(missed))


if __name__ == "__main__":
    sys.exit(main())
