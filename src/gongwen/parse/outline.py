"""The outline: numbered paragraphs as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from gongwen.model import Section
from gongwen.parse.labels import Label
from gongwen.parse.layout import Layout, Paragraph

_HEADING_END = re.compile(r"[。!?]|:(?!\d\d)")
_LONGEST_HEADING = 60


@dataclass
class Node:
    """One numbered item: its own paragraphs and the items below it; the root has no label."""

    level: int
    label: Label | None
    heading: tuple[int, int]
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    def ancestors(self) -> Iterator[Node]:
        """The items that this one stands under, nearest first, without the root."""
        node = self.parent
        while node is not None and node.label is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """This item and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def start(self) -> int:
        """Where the item's own text begins."""
        return self.paragraphs[0].start

    @property
    def end(self) -> int:
        """Where the item's own text ends, the items below it not included."""
        return self.paragraphs[-1].end


def outline(layout: Layout, paragraphs: Iterable[Paragraph]) -> Node:
    """The tree of the given paragraphs; text before the first label belongs to the root."""
    root = Node(0, None, (0, 0))
    stack = [root]
    for paragraph in paragraphs:
        label = paragraph.label
        if label is None:
            stack[-1].paragraphs.append(paragraph)
            continue
        while len(stack) > 1 and any(node.label and node.label.kind == label.kind for node in stack):
            stack.pop()
        node = Node(len(stack), label, heading_span(layout, paragraph, label), [paragraph], parent=stack[-1])
        stack[-1].children.append(node)
        stack.append(node)
    return root


def heading_span(layout: Layout, paragraph: Paragraph, label: Label) -> tuple[int, int]:
    """The heading of a numbered paragraph: up to its first full stop or colon, label left out."""
    start, end = label.end, paragraph.end
    while start < end and layout.folded[start] == " ":
        start += 1
    stop = _HEADING_END.search(layout.folded, start, end)
    return start, stop.start() if stop and stop.start() > start else end


def sections(layout: Layout, root: Node) -> tuple[Section, ...]:
    """The outline as it is printed: every numbered item with its heading, long ones cut."""
    return tuple(_section(layout, node) for node in root.walk() if node.label)


def _section(layout: Layout, node: Node) -> Section:
    label = node.label
    assert label is not None
    start, end = node.heading
    end = min(end, start + _LONGEST_HEADING)
    return Section(
        level=node.level,
        label=layout.text[label.start : label.end].strip(),
        heading=layout.text[start:end],
        span=(label.start, max(end, label.end)),
    )
