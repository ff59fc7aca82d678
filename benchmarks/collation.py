"""What 10 000 units sent, as xlsx, docx and zip, beside the bare writers.

Ours is the work of the job, from the database to the finished file in the store, in a process of its own
whose peak of memory is taken, Django included. The floors get the same values from memory: xlsxwriter in
constant memory writes the same cells; the same headings, labels, paragraphs and lines of contents, with the
marks that link them, are formatted as XML into a zip; the same files are copied into a folder. Table and
volume in seconds of the processor, since the machine has other work; packing in seconds of the clock, since
it waits for the disk.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

import harness
from database import fresh, url_of

BARS = {
    "xlsx/bare": 3.0,
    "docx/bare": 3.0,
    "zip/copy": 2.0,
    "xlsx MB": 300.0,
    "docx MB": 300.0,
    "zip MB": 300.0,
}
SIZE, QUICK = 10_000, 1_000
FILE_BYTES = 100_000
KINDS = {"xlsx": "table", "docx": "volume", "zip": "files"}
CLOCKS = {"table": time.process_time, "volume": time.process_time, "files": time.perf_counter}
LEVEL = 3  # of compression, as ours
FACE = '<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">'
RUN = f"<w:r><w:rPr>{FACE}{{text}}</w:t></w:r>"
LABEL = f'<w:r><w:rPr><w:rStyle w:val="FactLabel"/>{FACE}{{label}}</w:t></w:r>'
HEADING = (
    '<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr><w:bookmarkStart w:id="{number}" '
    f'w:name="_Toc{{number:08d}}"/>{RUN}<w:bookmarkEnd w:id="{{number}}"/></w:p>'
)
CONTENTS = (
    '<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr><w:hyperlink w:anchor="_Toc{number:08d}" '
    f'w:history="1">{RUN}</w:hyperlink></w:p>'
)
FACT = f'<w:p><w:pPr><w:pStyle w:val="FactLine"/></w:pPr>{LABEL}{RUN}</w:p>'
TEXT = f'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{RUN}</w:p>'


def main() -> int:
    if sys.argv[1:2] == ["make"]:
        return make(sys.argv[2])
    options = harness.arguments(__doc__ or "")
    size = QUICK if options.quick else SIZE
    with fresh(options.database_url) as vendor, tempfile.TemporaryDirectory() as scratch:
        folder = Path(os.environ["QUANJING_FILES_URL"].removeprefix("file://"))
        import collation_world

        _actor, directive = collation_world.answered(size, folder, file_bytes=FILE_BYTES)
        rows, texts, files = _values(directive)
        floors = {
            "xlsx": lambda: bare_xlsx(rows, Path(scratch)),
            "docx": lambda: bare_docx(texts, Path(scratch)),
            "zip": lambda: bare_copy(folder, files, Path(scratch)),
        }
        shown: dict[str, Any] = {}
        figures: dict[str, float] = {}
        for ending in KINDS:
            peaks: list[float] = []
            ours, bare = harness.in_turn(options.runs, lambda e=ending, p=peaks: _made(e, p), floors[ending])
            name = "copy" if ending == "zip" else "bare"
            shown |= {f"{ending}, ours on {vendor}": ours, f"{ending}, {name}": bare}
            figures[f"{ending}/{name}"] = ours.median / bare.median
            figures[f"{ending} MB"] = max(peaks)
    return harness.report(f"{size} reports as papers", shown, figures, BARS, options.check)


def _made(ending: str, peaks: list[float]) -> float:
    """Seconds of the job in a process of its own; its memory goes to `peaks`."""
    command = [sys.executable, __file__, "make", KINDS[ending]]
    environment = os.environ | {"QUANJING_DATABASE_URL": url_of()}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    peaks.append(found["mb"])
    seconds: float = found["seconds"]
    return seconds


def make(kind: str) -> int:
    """One paper as its job makes it."""
    import django

    django.setup()
    from django.core.files.storage import default_storage
    from django.urls import reverse

    from quanjing.collation.actions import make_export
    from quanjing.collation.enums import ExportKind
    from quanjing.collation.models import Export
    from quanjing.directives.models import Directive
    from quanjing.jobs.actions import run
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for
    from quanjing.submissions.enums import SubmissionState

    actor = actor_for(Post.objects.select_related("organization", "holder").get())
    made = make_export(
        actor=actor,
        directive=Directive.objects.get(),
        kind=ExportKind(kind),
        states=[SubmissionState.ACCEPTED],
    )
    assert made.job is not None
    reverse("submission_page", args=["x"])  # a worker has its libraries and addresses loaded
    for library in ("docx", "xlsxwriter"):
        import_module(library)
    clock = CLOCKS[kind]
    start = clock()
    run(made.job.pk)
    seconds = clock() - start
    done = Export.objects.select_related("file", "job").get(pk=made.pk)
    assert done.file is not None, done.job and done.job.error
    assert done.entries or done.files
    default_storage.delete(
        done.file.place
    )  # as the copies are: the next run finds the memory as this one did
    print(json.dumps({"seconds": seconds, "mb": peak_mb()}))
    return 0


def peak_mb() -> float:
    """The peak of this process since it began: `ru_maxrss` would count that of its parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _values(directive: Any) -> tuple[list[list[Any]], list[Any], list[str]]:
    """The cells of the table, the texts of the volume, the places of the files."""
    from quanjing.collation.queries import Reader, snapshot
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for
    from quanjing.sheets.models import Field
    from quanjing.submissions.enums import SubmissionState

    actor = actor_for(Post.objects.select_related("organization", "holder").get())
    held = snapshot(actor, directive, [SubmissionState.ACCEPTED])
    labels = dict(Field.objects.values_list("key", "label"))
    rows, texts, files = [], [], []
    for number, row in enumerate(Reader(directive).rows(held.submissions), start=1):
        values = list(row.values.values())
        sent = row.sent
        rows.append(
            [number, sent.organization, sent.task, *values, row.state, str(sent.submitted_at), row.code]
        )
        name = f"{row.values['name']} {row.values['post']}"
        facts = [
            (labels[key] + "：", str(value)) for key, value in list(row.values.items())[2:] if key != "text"
        ]
        texts.append((sent.organization, name, facts, row.values["text"], f"{sent.organization} {row.code}"))
        files += [file.place for file in row.files.values()]
    return rows, texts, files


def bare_xlsx(rows: list[list[Any]], scratch: Path) -> float:
    import xlsxwriter

    start = time.process_time()
    book = xlsxwriter.Workbook(scratch / "bare.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value)
            else:
                sheet.write_number(place, column, value)
    book.close()
    return time.process_time() - start


def bare_docx(texts: list[tuple[str, str, list[tuple[str, str]], str, str]], scratch: Path) -> float:
    start = time.process_time()
    package = zipfile.ZipFile(scratch / "bare.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
    with package, package.open("word/document.xml", "w") as out:
        for place, (body, name, _facts, _text, _source) in enumerate(texts):
            out.write(
                (_filled(CONTENTS, body, 3, 2 * place) + _filled(CONTENTS, name, 4, 2 * place + 1)).encode()
            )
        for place, (body, name, facts, text, source) in enumerate(texts):
            parts = [_filled(HEADING, body, 3, 2 * place), _filled(HEADING, name, 4, 2 * place + 1)]
            parts += [FACT.format(label=label, text=escape(value, quote=False)) for label, value in facts]
            parts += [_filled(TEXT, text), _filled(TEXT, source)]
            out.write("".join(parts).encode())
    return time.process_time() - start


def _filled(shape: str, text: str, level: int = 0, number: int = 0) -> str:
    return shape.format(text=escape(text, quote=False), level=level, number=number)


def bare_copy(folder: Path, files: list[str], scratch: Path) -> float:
    target = scratch / "copy"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    start = time.perf_counter()
    for number, place in enumerate(files):
        shutil.copyfile(folder / place, target / str(number))
    return time.perf_counter() - start


if __name__ == "__main__":
    harness.stop(main())
