"""The command as people call it: a process of its own, its output closed, cut off or in a strange place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUEST = str(ROOT / "samples" / "notices" / "statistics-request.txt")
COMMANDS = {
    "gongwen": [sys.executable, "-m", "gongwen"],
    "quanjing": [sys.executable, "-m", "quanjing.cli.main"],
}
NOTICE = "各学会：\n请于2026年9月15日前报送总结。"
HEAVY = {
    *("django", "lxml", "docx", "xlsxwriter", "chinese_calendar", "pypdfium2", "numpy", "opencc"),
    *("icalendar", "tqdm", "openpyxl", "gongwen.render", "importlib.metadata"),
}


def environment(**more: str) -> dict[str, str]:
    return {"LC_ALL": "C", "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT / "src")), **more}


def run(*arguments: str | bytes, program: str = "gongwen", **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [*COMMANDS[program], "read", *arguments]
    return subprocess.run(command, capture_output=True, env=environment(**more), check=False)


@pytest.mark.parametrize("program", COMMANDS)
def test_it_runs_in_a_terminal_without_a_locale(program: str) -> None:
    done = run(REQUEST, program=program)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "贺兰舟" in done.stdout.decode()


@pytest.mark.parametrize("program", COMMANDS)
def test_help_speaks_the_language_of_the_terminal(program: str) -> None:
    done = run("--help", program=program, LC_ALL="zh_CN.UTF-8", PYTHONUTF8="1")
    assert done.returncode == 0
    assert f"{program} read" in done.stdout.decode()
    assert "不需要数据库" in done.stdout.decode()


def test_a_small_text_is_read_without_anything_heavy() -> None:
    code = (
        "import sys\nfrom quanjing.cli.main import main\nstatus = main(['read', sys.argv[1]])\n"
        "print(status, *sorted(set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, REQUEST], capture_output=True, env=environment())
    status, *modules = done.stderr.decode().split()
    assert status == "0"
    assert HEAVY & set(modules) == set()


def test_rendering_is_loaded_by_who_renders() -> None:
    code = (
        "import sys\nimport gongwen.facade as facade\nassert 'gongwen.render' not in sys.modules\n"
        "assert facade.write_volume is sys.modules['gongwen.render'].write_volume\n"
        "from gongwen.facade import Workbook\nassert not hasattr(facade, 'nothing')"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=environment())


def test_a_name_that_is_no_text_is_written_with_its_escape(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    with open(path, "wb") as file:
        file.write(NOTICE.encode())
    text = run(os.fsencode(tmp_path))
    assert (text.returncode, text.stderr) == (0, b"")
    assert text.stdout.startswith(b"== " + os.fsencode(tmp_path) + b"/\\udcff\\udcfe.txt\n")
    found = json.loads(run("--format", "json", os.fsencode(tmp_path)).stdout)
    assert os.fsencode(found[0]["file"]) == path
    for shape in ("csv", "ics", "xlsx"):
        assert run("--format", shape, os.fsencode(tmp_path)).returncode == 0
    missing = run(b"\xff.txt")
    assert (missing.returncode, missing.stderr) == (2, b"\\udcff.txt: There is no such file.\n")


def test_a_name_does_not_steer_the_terminal() -> None:
    assert run("\x1b[2J\n.txt").stderr == b"[2J .txt: There is no such file.\n"


@pytest.mark.parametrize("shape", ["text", "json", "csv", "xlsx", "ics"])
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path, shape: str) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(NOTICE, encoding="utf-8")
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    command = [*COMMANDS["gongwen"], "read", "--jobs", "1", "--format", shape, str(tmp_path)]
    done = subprocess.run(command, stdout=writing_end, stderr=subprocess.PIPE, env=environment())
    os.close(writing_end)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with open("/dev/full", "wb") as full:
        command = [*COMMANDS["gongwen"], "read", REQUEST]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment())
    assert (done.returncode, done.stderr) == (2, b"gongwen: The output cannot be written.\n")


@pytest.mark.parametrize(("closed", "status"), [("<&-", 0), (">&-", 2), ("2>&-", 0)])
def test_a_closed_stream_is_no_traceback(closed: str, status: int) -> None:
    command = f'"{sys.executable}" -m gongwen read "{REQUEST}" {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=environment())
    assert done.returncode == status
    assert done.stderr.count(b"\n") == (1 if status else 0)


def test_with_errors_closed_nothing_is_said_elsewhere() -> None:
    command = f'"{sys.executable}" -m gongwen read none.txt 2>&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=environment())
    assert (done.returncode, done.stdout) == (2, b"")


def interrupted(folder: Path, program: str, jobs: str, *, wait: bool) -> tuple[int, bytes, bytes]:
    """What a call says that is interrupted while it reads a pipe; `wait` keeps the pipe open till the end."""
    pipe = folder / "pipe.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*COMMANDS[program], "read", "--jobs", jobs, str(pipe), REQUEST],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    with open(pipe, "wb"):  # opens once the command reads there
        os.killpg(process.pid, signal.SIGINT)
        if wait:
            process.wait()
    out, err = process.communicate()
    return process.returncode, out, err


@pytest.mark.parametrize("program", COMMANDS)
def test_an_interruption_says_nothing(tmp_path: Path, program: str) -> None:
    assert interrupted(tmp_path, program, "1", wait=False) == (1, b"", b"")


def test_an_interruption_does_not_wait_for_the_workers(tmp_path: Path) -> None:
    assert interrupted(tmp_path, "gongwen", "2", wait=True) == (1, b"", b"")


def test_processes_that_inherit_nothing_read_the_same() -> None:
    code = (
        "import multiprocessing, sys\nfrom gongwen.cli import main\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method(sys.argv[1])\n"
        "    sys.exit(main(['read', '--jobs', '2', sys.argv[2], sys.argv[2]]))"
    )
    spawned, forked = (
        subprocess.run([sys.executable, "-c", code, way, REQUEST], capture_output=True, env=environment())
        for way in ("spawn", "fork")
    )
    assert (spawned.returncode, spawned.stderr) == (0, b"")
    assert spawned.stdout == forked.stdout
