from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from gongwen import cli_many
from gongwen.cli_many import Answer, Reading, read_all
from gongwen.cli_paths import ENDINGS, Found, find_files, is_listing
from gongwen.model import Notice, Options
from gongwen.read.kinds import named_format

TEXT = "各学会：\n请于2026年9月15日前报送{}总结。"
READING = Reading(Options(), "en", "notice")


def made(folder: Path, *names: str) -> list[str]:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT.format(path.stem), encoding="utf-8")
    return [str(folder / name) for name in names]


def names(found: list[Found]) -> list[str]:
    return [file.name for file in found]


def test_folders_are_read_deep_and_by_name(tmp_path: Path) -> None:
    wanted = made(tmp_path, "b.txt", "c.DOCX", "a/z.html", "a/b/c.pdf")
    made(tmp_path, ".hidden.txt", ".git/x.txt", "~$b.docx", "x.exe", "txt", "a/no")
    assert names(find_files([str(tmp_path)])) == wanted


def test_arguments_keep_their_order(tmp_path: Path) -> None:
    first, second, odd = made(tmp_path, "b/1.txt", "a/2.txt", "odd.exe")
    arguments = [odd, str(tmp_path / "b"), "-", str(tmp_path / "a")]
    assert names(find_files(arguments)) == [odd, first, "-", second]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    wanted = made(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(find_files([str(tmp_path)])) == wanted


def test_pipes_in_a_folder_are_left_out(tmp_path: Path) -> None:
    wanted = made(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert names(find_files([str(tmp_path)])) == wanted


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = made(tmp_path, "a.txt", "shut/b.txt")
    scan, shut = os.scandir, str(tmp_path / "shut")

    def refusing(path: str) -> object:  # root may read everything: the refusal is played
        if path == shut:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert find_files([str(tmp_path)]) == [Found(wanted[0]), Found(shut, "not_readable")]
    assert find_files([shut]) == [Found(shut, "not_readable")]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert find_files([str(tmp_path)]) == [Found(str(tmp_path), "nothing_inside")]


def test_the_shape_of_the_answer_hangs_on_the_call(tmp_path: Path) -> None:
    assert is_listing([str(tmp_path)])
    assert is_listing(["a.txt", "b.txt"])
    assert not is_listing(["a.txt"])
    assert not is_listing(["-"])


@pytest.mark.parametrize("ending", sorted(ENDINGS))
def test_every_ending_names_a_format(ending: str) -> None:
    assert named_format(f"a.{ending}") != ""


def titles(answers: list[Answer]) -> list[str]:
    return [answer.found.tasks[0].name for answer in answers if isinstance(answer.found, Notice)]


def test_processes_answer_in_the_order_of_the_call(tmp_path: Path) -> None:
    found = find_files(made(tmp_path, *(f"{number}.txt" for number in range(9))))
    answers = list(read_all(found, READING, 2))
    assert titles(answers) == [f"报送{number}总结" for number in range(9)]
    assert [answer.name for answer in answers] == names(found)


def test_processes_and_one_process_say_the_same(tmp_path: Path) -> None:
    found = find_files([*made(tmp_path, "a.txt", "b.txt"), str(tmp_path / "none.txt")])
    for shape in ("text", "json", "notice"):
        reading = Reading(Options(), "zh", shape, listed=True)
        assert list(read_all(found, reading, 2)) == list(read_all(found, reading, 1))


def test_errors_come_back_from_processes(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    found = [*find_files([str(tmp_path)]), Found("none.txt")]
    assert list(read_all(found, READING, 2)) == [
        Answer(str(tmp_path / "empty.txt"), problem="The file is empty."),
        Answer("none.txt", problem="There is no such file."),
    ]


def test_a_file_that_kills_its_process_does_not_take_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_files(made(tmp_path, *(f"{number}.txt" for number in range(6))))
    deadly = found[2].name
    read = cli_many.read_one

    def dying(file: Found, reading: Reading, data: bytes | None) -> Answer:
        if file.name == deadly:
            os._exit(9)
        return read(file, reading, data)

    monkeypatch.setattr(cli_many, "read_one", dying)  # inherited where processes are forked
    answers = list(read_all(found, READING, 2))
    assert [answer.name for answer in answers] == names(found)
    assert titles(answers) == [f"报送{number}总结" for number in (0, 1, 3, 4, 5)]
    assert (answers[2].problem, answers[2].fault) == (
        "Reading it ended the process; it was left out.",
        True,
    )


def test_a_file_that_breaks_the_pool_by_chance_is_read_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_files(made(tmp_path, "0.txt", "1.txt"))
    run, broken = cli_many._in_processes, []

    def breaking(work: list[cli_many.Job], workers: int) -> object:
        if not broken:
            broken.append(True)
            raise BrokenProcessPool
        return run(work, workers)

    monkeypatch.setattr(cli_many, "_in_processes", breaking)
    assert titles(list(read_all(found, READING, 2))) == ["报送0总结", "报送1总结"]


def test_all_cores_are_at_hand() -> None:
    assert 1 <= cli_many.cores() <= (os.cpu_count() or 1)
