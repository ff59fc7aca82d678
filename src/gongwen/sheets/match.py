"""Which row of a filled copy is which row of the blank, and which of their boxes belong together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongwen.extract.sheet_grid import Box, Kind
from gongwen.sheets.plan import Plan, Row, own_key
from gongwen.sheets.texts import likeness, norm, plain
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_HALF = 0.5  # of a row's printed texts, from which on the row is known again
_LIKE = 0.6  # how alike two labels must be where one was typed anew
_ALIKE = 0.2  # where nothing else is left
_OFTEN = 40  # rows of a blank with the same print, from which on only their order counts
_MOST = 40_000  # pairs of rows that are compared for likeness
_LABEL = 40  # characters of the longest label


@dataclass(slots=True)
class Matched:
    """For each row of the copy the row of the blank, -1 for none; heads that occur once more."""

    rows: list[int]
    again: dict[int, int] = field(default_factory=dict)

    def reverse(self) -> dict[int, int]:
        return {blank: row for row, blank in enumerate(self.rows) if blank >= 0}


def match_rows(plan: Plan, rows: Sequence[Row]) -> Matched:
    """Match by the texts that are printed in both, then by likeness and by what lies between."""
    matched = Matched([-1] * len(rows))
    levels: dict[tuple[float, int], list[tuple[int, int]]] = defaultdict(list)
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows):
        shared: Counter[int] = Counter()
        for key in row_keys(plan, row):
            shared.update(_near(plan.index.get(key, ()), seen[key]))
            seen[key] += 1
        for blank, count in shared.items():
            share = count / len(plan.keys[blank])
            if (share >= _HALF or count > 2) and _may_match(plan, blank, row, count):
                levels[share, count].append((number, blank))
    for level in sorted(levels, reverse=True):
        _settle(matched, levels[level])
    _match_by_shape(plan, rows, matched)
    return matched


def _near(rows: Sequence[int], times: int) -> Sequence[int]:
    """The rows of the blank that a print may stand for; of very many those in the same order."""
    return rows if len(rows) <= _OFTEN else rows[max(0, times - 2) : times + 3]


def row_keys(plan: Plan, row: Row) -> list[str]:
    """The keys of a filled row that the blank knows."""
    keys: list[str] = []
    for box in row.boxes:
        if not box.text:
            continue
        key = norm(box.text)
        if key in plan.index:
            keys.append(key)
        if plan.vocabulary and (":" in box.text or "：" in box.text):
            for found in plan.vocabulary.finditer(fold(box.text)):
                spelled = plan.named[squeeze(found["label"]).lower()]
                keys.append(own_key(spelled))
                if spelled in plan.index:
                    keys.append(spelled)
    return keys


def _may_match(plan: Plan, blank: int, row: Row, count: int) -> bool:
    """A single short text is the same print only at the same place of its row."""
    if count > 1 or row.is_line or plan.rows[blank].is_line or plan.loose:
        return True
    keys = set(plan.keys[blank])
    printed = next((at for at, box in enumerate(plan.rows[blank].boxes) if norm(box.text) in keys), 0)
    found = next((at for at, box in enumerate(row.boxes) if norm(box.text) in keys), 0)
    return printed - _leading(plan.rows[blank]) == found - _leading(row)


def _leading(row: Row) -> int:
    """How many empty boxes stand before the first text."""
    return next((at for at, box in enumerate(row.boxes) if box.text), 0)


def _settle(matched: Matched, pairs: list[tuple[int, int]]) -> None:
    """Give rows to rows; where several fit, in their order, and after the same neighbour."""
    taken = matched.reverse()
    wanted: dict[int, list[int]] = defaultdict(list)
    offered: dict[int, list[int]] = defaultdict(list)
    for row, blank in pairs:
        if matched.rows[row] < 0:
            offered[row].append(blank)
            wanted[blank].append(row)
    for row in sorted(offered):
        free = sorted(blank for blank in offered[row] if blank not in taken)
        if not free:
            matched.again.setdefault(row, min(offered[row]))
            continue
        before = next((blank for blank in reversed(matched.rows[:row]) if blank >= 0), -1)
        rivals = [
            other for other in wanted[free[0]] if matched.rows[other] < 0 and other not in matched.again
        ]
        blank = free[0] if len(rivals) <= len(free) else next((one for one in free if one > before), free[0])
        if len(rivals) > len(free) and _better_later(matched, row, blank, rivals):
            continue
        matched.rows[row] = blank
        taken[blank] = row


def _better_later(matched: Matched, row: int, blank: int, rivals: Sequence[int]) -> bool:
    """Whether a later row fits better, since its neighbour above is the blank's."""

    def fits(one: int) -> bool:
        return one > 0 and blank > 0 and matched.rows[one - 1] == blank - 1

    return not fits(row) and any(fits(other) for other in rivals if other > row)


def _match_by_shape(plan: Plan, rows: Sequence[Row], matched: Matched) -> None:
    """Rows whose labels were typed anew: like the blank's, or between the same neighbours and as divided."""
    where = matched.reverse()
    body = {row for one in plan.lists for row in one.body}
    left = [
        blank
        for blank in range(len(plan.rows))
        if blank not in where and blank not in body and plan.keys[blank] and not _skipped(plan, blank)
    ]
    free = [row for row, blank in enumerate(matched.rows) if blank < 0 and row not in matched.again]
    if len(left) * len(free) > _MOST:
        return
    scored: list[tuple[float, int, int]] = []
    for blank in left:
        for row in free:
            score = _row_likeness(plan, blank, rows[row])
            near = _between(plan, matched, blank, row)
            if _is_same_shape(plan.rows[blank], rows[row]) and near == 2:
                score = max(score, 0.3) + 0.3
            elif score:
                score += 0.1 * near + (0.1 if _is_same_shape(plan.rows[blank], rows[row]) else 0)
            if score >= _LIKE:
                scored.append((-score, row, blank))
    for _, row, blank in sorted(scored):
        if matched.rows[row] < 0 and blank not in where:
            matched.rows[row] = blank
            where[blank] = row
    _match_the_last(plan, rows, matched, left)


def _match_the_last(plan: Plan, rows: Sequence[Row], matched: Matched, left: Sequence[int]) -> None:
    """The only row of a table that is left, for the only one of the blank's table, if it is divided alike."""
    where = matched.reverse()
    for blank in left:
        part = plan.rows[blank].part
        if blank in where or any(
            other not in where and plan.rows[other].part == part for other in left if other != blank
        ):
            continue
        same = {rows[row].part for other, row in where.items() if plan.rows[other].part == part}
        free = [
            number
            for number, row in enumerate(rows)
            if row.part in same and matched.rows[number] < 0 and _is_same_shape(plan.rows[blank], row)
        ]
        if len(free) == 1 and _row_likeness(plan, blank, rows[free[0]]) > _ALIKE:
            matched.rows[free[0]] = blank


def _skipped(plan: Plan, blank: int) -> bool:
    """Rows without an answer need no second look; those of labels alone are looked for one by one."""
    roles = [plan.roles_of(blank, at) for at in range(len(plan.rows[blank].boxes))]
    if not any(roles):
        return True
    return plan.loose and not any(slot.place.kind is Kind.COLUMN for one in roles if one for slot in one.head)


def _row_likeness(plan: Plan, blank: int, row: Row) -> float:
    """The mean likeness of the blank's labels to the best of the row's texts."""
    if row.is_line != plan.rows[blank].is_line:
        return 0.0
    labels = []
    for at, box in enumerate(plan.rows[blank].boxes):
        roles = plan.roles_of(blank, at)
        if roles and (roles.label or roles.head) and box.text:
            labels.append(box.text)
        elif roles and roles.own:
            labels += [slot.label for slot in roles.own]
    texts = [_label_part(box.text) for box in row.boxes if box.text]
    texts = [text for text in texts if 0 < len(text) <= _LABEL]
    if not labels or not texts:
        return 0.0
    return sum(max(likeness(label, text) for text in texts) for label in labels) / len(labels)


def _label_part(text: str) -> str:
    """What stands before a colon, else the first line."""
    head, colon, _ = fold(text).partition(":")
    return text[: len(head)] if colon else text


def _between(plan: Plan, matched: Matched, blank: int, row: int) -> int:
    """How many of the two neighbours are the same ones; the ends of the text count as neighbours."""
    above = matched.rows[row - 1] == blank - 1 if row and blank else row == blank == 0
    last = row + 1 == len(matched.rows) or blank + 1 == len(plan.rows)
    below = last if last else matched.rows[row + 1] == blank + 1
    if not below and not last:
        body = next((one for one in plan.lists if blank + 1 in one.body), None)
        below = body is not None and matched.rows[row + 1] < 0
    return int(above) + int(below)


def _is_same_shape(blank: Row, row: Row) -> bool:
    return blank.is_line == row.is_line and len(blank.boxes) == len(row.boxes) and len(row.boxes) > 1


def match_boxes(plan: Plan, blank: int, row: Row) -> dict[int, int]:
    """For boxes of a filled row (by number) the boxes of the blank's row."""
    printed = plan.rows[blank].boxes
    spare = max(0, min(_leading(row) - _leading(plan.rows[blank]), len(row.boxes) - len(printed)))
    boxes = row.boxes[spare:]
    pairs = _same_texts(plan, blank, boxes)
    in_place = len(boxes) == len(printed) and all(at == other for at, other in pairs.items())
    if in_place and _in_order(plan, blank, boxes):
        return {at + spare: at for at in range(len(boxes))}
    _pair_likely(plan, blank, boxes, pairs)
    _pair_answers(plan, blank, boxes, pairs)
    return {at + spare: other for at, other in pairs.items()}


def _in_order(plan: Plan, blank: int, boxes: Sequence[Box]) -> bool:
    """Whether no label looks more like another one of its row than like the one in its place."""
    labels = {}
    for at, box in enumerate(plan.rows[blank].boxes):
        roles = plan.roles_of(blank, at)
        if roles and (roles.label or roles.head) and box.text:
            labels[at] = box.text
    for at, label in labels.items():
        text = _label_part(boxes[at].text)
        if len(labels) > 1 and text and norm(text) != norm(label) and len(text) <= _LABEL:
            here = likeness(label, text)
            if any(likeness(other, text) > max(here, _LIKE) for n, other in labels.items() if n != at):
                return False
    return True


def _same_texts(plan: Plan, blank: int, boxes: Sequence[Box]) -> dict[int, int]:
    """Boxes with the same printed text, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, box in enumerate(plan.rows[blank].boxes):
        roles = plan.roles_of(blank, at)
        if box.text and not (roles and roles.answer):
            places[norm(box.text)].append(at)
    pairs: dict[int, int] = {}
    for at, box in enumerate(boxes):
        text = box.text
        free = places.get(norm(text)) if text else None
        if free:
            pairs[at] = free.pop(0)
    return pairs


def _pair_likely(plan: Plan, blank: int, boxes: Sequence[Box], pairs: dict[int, int]) -> None:
    """Labels that were typed anew, or share their box with the answer."""
    scored: list[tuple[float, int, int, int]] = []
    for other, printed in enumerate(plan.rows[blank].boxes):
        roles = plan.roles_of(blank, other)
        if other in pairs.values() or not roles or not (roles.label or roles.own or roles.head):
            continue
        for at, box in enumerate(boxes):
            text = box.text
            if at in pairs or not text:
                continue
            score = _box_likeness(printed.text, text, [slot.label for slot in roles.own])
            if score >= _LIKE:
                scored.append((-score, abs(at - other), at, other))
    for *_, at, other in sorted(scored):
        if at not in pairs and other not in pairs.values():
            pairs[at] = other


def _box_likeness(printed: str, text: str, own: Sequence[str]) -> float:
    label = _label_part(text)
    if len(label) > _LABEL:
        return 0.0
    score = max([likeness(one, label) for one in own] or [likeness(printed, label)])
    if not own and plain(text).startswith(plain(printed)):
        score = max(score, 0.8)
    return score


def _pair_answers(plan: Plan, blank: int, boxes: Sequence[Box], pairs: dict[int, int]) -> None:
    """What stands behind a paired label is its answer, unless it is a label itself."""
    for at, other in list(pairs.items()):
        roles = plan.roles_of(blank, other + 1) if other + 1 < len(plan.rows[blank].boxes) else None
        beside = roles is not None and roles.answer and roles.answer[0].place.kind is not Kind.CROSS
        if beside and at + 1 < len(boxes) and at + 1 not in pairs:
            pairs[at + 1] = other + 1
