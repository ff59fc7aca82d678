"""Many files read on all cores, their answers in the order of the call.

A worker sends back plain values: a file that cannot be read is an answer like another. Nothing here
depends on how processes are started.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path
from textwrap import indent

from gongwen.cli_paths import STANDARD_INPUT, Found
from gongwen.cli_text import Setting, notice_as_text
from gongwen.cli_words import WORDS
from gongwen.errors import GongwenError
from gongwen.facade import notice_as_json, read_notice
from gongwen.model import Notice, Options


@dataclass(frozen=True, slots=True)
class Reading:
    """How every file of a call is read, and in what shape its answer comes back."""

    options: Options
    language: str
    shape: str = "text"  # text and json come back as text, what makes one table of all files as notices
    listed: bool = False  # one of several: json names the file
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file: its notice, or the line to say; `fault` where the program is to blame."""

    name: str
    found: Notice | str | None = None
    problem: str = ""
    fault: bool = False


def cores() -> int:
    """How many processes may run at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def read_all(files: Sequence[Found], reading: Reading, jobs: int) -> Iterator[Answer]:
    """Read the files in up to `jobs` processes, one file alone in this one; answers in their order."""
    workers = min(jobs, len(files))
    if workers <= 1:
        yield from (read_one(file, reading, None) for file in files)
        return
    remaining = deque(_job(file, reading) for file in files)
    while remaining:
        try:
            for answer in _in_processes(remaining, workers):
                remaining.popleft()
                yield answer
        except BrokenProcessPool:  # some file killed its process: the first one left is tried alone
            try:
                yield from list(_in_processes([remaining[0]], 1))
            except BrokenProcessPool:
                file = remaining[0][0]
                yield Answer(file.name, problem=WORDS[reading.language].process_ended, fault=True)
            remaining.popleft()


Job = tuple[Found, Reading, bytes | None]


def _job(file: Found, reading: Reading) -> Job:
    """Standard input is read here: the other processes have none of their own."""
    if file.name != STANDARD_INPUT:
        return file, reading, None
    try:
        return file, reading, _content(file.name, reading.options.max_bytes)
    except OSError:
        return Found(file.name, "not_readable"), reading, None


def _in_processes(work: Sequence[Job] | deque[Job], workers: int) -> Iterator[Answer]:
    pool = ProcessPoolExecutor(workers, initializer=_start_worker)
    wait = True  # or the end of this process would race with that of its workers
    try:
        with _undisturbed():
            answers = pool.map(_read_job, tuple(work))
        yield from answers
    except (KeyboardInterrupt, GeneratorExit):
        for worker in active_children():  # one that waits for a slow file would be waited for
            worker.terminate()
        wait = False
        raise
    finally:
        pool.shutdown(wait=wait, cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait while processes start: half-started ones would complain about it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """From here on Ctrl-C ends the worker without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _read_job(job: Job) -> Answer:
    return read_one(*job)


def read_one(file: Found, reading: Reading, data: bytes | None) -> Answer:
    """Read one file (its bytes where they are at hand already); never raises."""
    words = WORDS[reading.language]
    if file.trouble:
        return Answer(file.name, problem=str(getattr(words, file.trouble)))
    try:
        data = _content(file.name, reading.options.max_bytes) if data is None else data
        notice = read_notice(data, name=Path(file.name).name, options=reading.options)
        return Answer(file.name, _shaped(file.name, notice, reading))
    except GongwenError as problem:
        return Answer(file.name, problem=problem.message(reading.language))
    except FileNotFoundError:
        return Answer(file.name, problem=words.no_such_file)
    except OSError:
        return Answer(file.name, problem=words.not_readable)
    except Exception as fault:  # a fault met in one file must not keep the others from being read
        return Answer(file.name, problem=words.fault.format(kind=type(fault).__name__), fault=True)


def _shaped(name: str, notice: Notice, reading: Reading) -> Notice | str:
    if reading.shape == "text":
        setting = Setting(WORDS[reading.language], reading.width, reading.options.reference_date)
        return notice_as_text(notice, setting)
    if reading.shape == "json":
        found = {"file": name, **notice_as_json(notice)} if reading.listed else notice_as_json(notice)
        text = json.dumps(found, ensure_ascii=False, indent=2)
        return indent(text, "  ") if reading.listed else text
    return notice


def _content(name: str, limit: int) -> bytes:
    """The bytes of a file, at most one more than may be read: an endless one ends there."""
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError
        return sys.stdin.buffer.read(limit + 1)
    with open(name, "rb") as file:
        return file.read(limit + 1)
