"""How fast notices are read: in process beside the floor of opening the file, in processes, from cold.

The notice is a Word file of about 7 000 characters, made here of invented text: items that ask for something,
each with two paragraphs that do not. The floor unzips it and parses its document.xml with lxml, nothing more.
Texts that were made to be slow, one million bytes each, are read from the start of a process to its end.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import harness

BARS = {
    "docx_ms": 30.0,
    "docx/floor": 60.0,
    "cold_s": 0.6,
    "cold/python": 40.0,
    "peak_MB": 200.0,
    "cpu_4/cpu_1": 1.3,
    "slowest_s": 5.0,
}
READER = str(Path(sys.executable).parent / "quanjing")
CHARACTERS = 7_000
READINGS, QUICK_READINGS = 200, 40
FILES, QUICK_FILES = 200, 40
LONG, QUICK_LONG = 1_000_000, 100_000
PATIENCE = 120  # seconds, after which a slow text counts as this slow
SMALL = "关于报送总结的通知\n各学会：\n请于2026年9月15日前将工作总结报送学会部。\n江岚省科协\n2026年9月1日\n"
ITEM = (
    "{number}.第{number}项活动。各学会、各市科协要结合实际制定活动方案，明确专人负责，"
    "于2026年{month}月{day}日前将活动总结和照片报送省科协学会部，电子版发送至item{number}@keji.example.org。"
    "活动要面向基层，注重实效，不增加负担。（责任部门：学会部、科普部，各市科协）"
)
PLAIN = (
    "近年来，学会工作扎根基层，服务能力稳步提高，会员活动日益丰富，社会影响不断扩大，为地方发展作出了贡献。",
    "这项活动着眼长远，突出特色，力求让更多的科技工作者参与进来，也让群众在家门口享受到科普服务。",
)
SLOW = {
    "ordinary": "各学会要认真组织，于9月15日前将总结报送学会部。\n",
    "nested brackets": "（",
    "brackets opened, closed": "（《〔[",
    "endless numerals": "一",
    "endless digits": "1",
    "no punctuation": "各学会请报送总结材料并做好组织工作",
    "one letter": "a",
    "请, a line each": "请\n",
    "一、, a line each": "一、\n",
    "联系人：": "联系人：",
    "digits with hyphens": "010-5555-",
    "2021年": "2021年",
    "日前": "3月1日前",
    "每月": "每月",
    "tabs": "\t",
    "cells": "1\t",
    "附件1": "附件1：",
    "至": "3月1日至",
    "commas": "，",
    "mailboxes": "a@b.",
}


def docx() -> bytes:
    """An ordinary notice of CHARACTERS characters as Word writes it, with the default styles."""
    import docx as word

    document = word.Document()
    for line in lines():
        document.add_paragraph(line)
    table = document.add_table(rows=6, cols=5)
    for cell, label in zip(table.rows[0].cells, ("序号", "活动名称", "时间", "地点", "备注"), strict=True):
        cell.text = label
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def lines() -> Iterator[str]:
    yield from (
        "江岚省科学技术协会文件",
        "江岚科协〔2026〕18号",
        "关于做好2026年学会活动的通知",
        "各学会、各市科协：",
    )
    written = number = 0
    while written < CHARACTERS:
        number += 1
        line = ITEM.format(number=number, month=1 + number % 12, day=1 + number % 28)
        written += len(line) + sum(map(len, PLAIN))
        yield from (line, *PLAIN)
    yield from ("联系人：林知远，电话：010-55550121", "附件：活动情况统计表")
    yield from ("江岚省科学技术协会", "2026年1月5日", "附件", "活动情况统计表")


def in_process(data: bytes, readings: int) -> list[harness.Timing]:
    from lxml import etree

    from gongwen.facade import read_notice

    def ours() -> float:
        return harness.timed(lambda: read_notice(data, name="notice.docx"))

    def floor() -> float:
        return harness.timed(
            lambda: etree.fromstring(zipfile.ZipFile(BytesIO(data)).read("word/document.xml"))
        )

    ours()  # what is loaded once is no part of a reading
    return harness.in_turn(readings, ours, floor)


def cold(path: Path, runs: int) -> tuple[harness.Timing, harness.Timing, float]:
    """A small text from the start of the process, a bare Python, and the peak of memory in megabytes."""
    read, bare = harness.in_turn(
        runs,
        lambda: harness.timed(lambda: run([READER, "read", str(path)])),
        lambda: harness.timed(lambda: run([sys.executable, "-I", "-c", "pass"])),
    )
    return read, bare, peak([READER, "read", str(path)])


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def peak(command: list[str]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0  # waited for here
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def many(folder: Path, data: bytes, files: int, jobs: int) -> tuple[float, float]:
    """Processor seconds and wall seconds a notice, all processes and their start included."""
    for number in range(files):
        (folder / f"{number}.docx").write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = harness.timed(lambda: run([READER, "read", "--format", "json", "--jobs", str(jobs), str(folder)]))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / files, wall / files


def slow(folder: Path, pattern: str, size: int) -> float:
    """Seconds from the start of the process to the end of a text of `size` bytes that repeats `pattern`."""
    path = folder / "slow.txt"
    path.write_text(pattern * (size // len(pattern.encode())), encoding="utf-8")
    start = time.perf_counter()
    try:
        done = subprocess.run([READER, "read", str(path)], capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return float(PATIENCE)
    if done.returncode not in (0, 2):  # a refusal is an answer, a fault is none
        return float("inf")
    return time.perf_counter() - start


def main() -> int:
    options = harness.arguments(__doc__)
    quick = options.quick
    rows: dict[str, harness.Timing | str] = {}
    figures: dict[str, float] = {}
    with TemporaryDirectory() as place:
        folder = Path(place)
        small = folder / "small.txt"
        small.write_text(SMALL, encoding="utf-8")
        # First, while this process is small: a child begins with the peak of its parent.
        read, bare, figures["peak_MB"] = cold(small, options.runs)
        rows |= {"cold start, small text": read, "bare python": bare}
        figures |= {"cold_s": read.median, "cold/python": read.median / bare.median}
        data = docx()
        ours, floor = in_process(data, QUICK_READINGS if quick else READINGS)
        rows |= {"docx, bytes to facts": ours, "docx, unzip and parse": floor}
        figures |= {"docx_ms": 1000 * ours.median, "docx/floor": ours.median / floor.median}
        files = QUICK_FILES if quick else FILES
        (folder / "many").mkdir()
        for jobs in (1, 2, 4):
            used, wall = many(folder / "many", data, files, jobs)
            rows[f"{files} docx, {jobs} processes"] = f"{used:.4f} s of processor, {wall:.4f} s, a notice"
            figures[f"cpu_{jobs}"] = used
        figures["cpu_4/cpu_1"] = figures["cpu_4"] / figures["cpu_1"]
        size = QUICK_LONG if quick else LONG
        seconds = {name: slow(folder, pattern, size) for name, pattern in SLOW.items()}
        rows |= {f"{size // 1000} KB: {name}": f"{taken:9.2f} s" for name, taken in seconds.items()}
        figures |= {"slowest_s": max(seconds.values()), "slow_median_s": statistics.median(seconds.values())}
    title = f"reading a notice of {CHARACTERS} characters"
    return harness.report(title, rows, figures, BARS, options.check)


if __name__ == "__main__":
    harness.stop(main())
