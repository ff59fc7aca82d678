"""Bytes -> Document: the reading of every format, and the checks on what is uploaded."""

from gongwen.read.dispatch import examine, read_document
from gongwen.read.kinds import FileKind

__all__ = ["FileKind", "examine", "read_document"]
