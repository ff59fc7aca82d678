"""A short notice around the lines under test."""

from gongwen.facade import read_text
from gongwen.model import Notice, Task

TAIL = "江岚省科学技术协会\n2026年3月2日"


def notice_of(*lines: str, title: str = "关于做好学会工作的通知", tail: str = TAIL) -> Notice:
    """Read a notice with this body between its head and its sign-off."""
    return read_text("\n".join([title, "各学会：", *lines, tail]))


def tasks_of(*lines: str, title: str = "关于做好学会工作的通知") -> tuple[Task, ...]:
    """The tasks of a notice with this body."""
    return notice_of(*lines, title=title).tasks


def names_of(*lines: str, title: str = "关于做好学会工作的通知") -> list[str]:
    """The names of the tasks of a notice with this body."""
    return [task.name for task in tasks_of(*lines, title=title)]


def dues_of(*lines: str, title: str = "关于做好学会工作的通知") -> list[str | None]:
    """The days on which the tasks of such a notice are due."""
    return [str(task.deadline.due) if task.deadline else None for task in tasks_of(*lines, title=title)]
