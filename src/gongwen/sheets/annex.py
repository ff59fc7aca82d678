"""Annexes printed in a notice's own Word file, each cut out as a file that looks as it did there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import PurePosixPath

from lxml import etree

from gongwen.model import Options
from gongwen.read import docx_forms
from gongwen.read.archive import Archive, open_archive
from gongwen.read.safe_xml import W, parse_xml
from gongwen.sheets.package import rewritten
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_ALONE = re.compile(rf"附\s?(?:件|表)\s?(?:{_NUMBER})?\s?[:.]?")
_TITLED = re.compile(rf"附\s?(?:件|表)\s?{_NUMBER}\s?[:.、]?\s?\S.{{0,60}}")
_COPIES = re.compile(r"抄送\s?:")
_PAIRS = ("bookmark", "commentRange")
_LONGEST = 80  # letters of a heading


def annexes(data: bytes, options: Options) -> Iterator[bytes]:
    """Each annex behind its heading as a docx with the styles, the numbering and the page of the notice.

    A heading stands alone, or names the annex at the top of a page; the list below the body does neither.

    Raises:
        GongwenError: not a docx that can be read.
    """
    package = docx_forms.read(data, options).package
    body = package.main.find(W + "body")
    if body is None:
        return
    blocks = [one for one in body if one.tag != W + "sectPr"]
    starts = [at for at, one in enumerate(blocks) if _is_heading(blocks, at, one)]
    ends = sorted({*starts, *_copies(blocks), len(blocks)})
    archive = open_archive(data, options)
    for start in starts:
        end = next(one for one in ends if one > start)
        main = _cut(package.main, start, end)
        parts = {package.path: etree.tostring(main, xml_declaration=True, encoding="UTF-8", standalone=True)}
        dropped = _pictures_elsewhere(archive, package.path, main, parts)
        yield rewritten(data, parts, "", options, without=dropped)


def _is_heading(blocks: Sequence[etree._Element], at: int, block: etree._Element) -> bool:
    if block.tag != W + "p":
        return False
    text = _text(block)
    if len(text) > _LONGEST:
        return False
    if _ALONE.fullmatch(text):
        return True
    return bool(_TITLED.fullmatch(text)) and at > 0 and _begins_page(blocks[at - 1], block)


def _begins_page(before: etree._Element, block: etree._Element) -> bool:
    """Whether a page or a section ends before this paragraph."""
    if before.find(f"{W}pPr/{W}sectPr") is not None or block.find(f"{W}pPr/{W}pageBreakBefore") is not None:
        return True
    return _has_break(before) or _has_break(block)


def _has_break(block: etree._Element) -> bool:
    return any(one.get(W + "type") == "page" for one in block.iter(W + "br"))


def _copies(blocks: Sequence[etree._Element]) -> list[int]:
    """Where a notice says who else gets it, on its last page."""
    return [at for at, one in enumerate(blocks) if _COPIES.match(_text(one)[:_LONGEST])]


def _text(block: etree._Element) -> str:
    return squeeze(fold("".join(one.text or "" for one in block.iter(W + "t"))).replace("\t", " ")).strip()


def _cut(main: etree._Element, start: int, end: int) -> etree._Element:
    """A copy of the document with the blocks from `start` to before `end`, on the pages that these had."""
    main = deepcopy(main)
    body = main.find(W + "body")
    assert body is not None
    blocks = [one for one in body if one.tag != W + "sectPr"]
    page = _page_of(body, blocks, end)
    for one in [*blocks[:start], *blocks[end:], *body.findall(W + "sectPr")]:
        body.remove(one)
    if page is not None:
        body.append(page)
    _at_the_top(blocks[start])
    for kind in _PAIRS:
        _drop_halves(body, kind)
    return main


def _page_of(body: etree._Element, blocks: Sequence[etree._Element], end: int) -> etree._Element | None:
    """The set-up of the page on which the last block stands: the first that is said from there on."""
    for at, block in enumerate(blocks[end - 1 :]):
        found = block.find(f"{W}pPr/{W}sectPr")
        if found is None:
            continue
        if at == 0:  # it ends with the annex, which needs no other section behind it
            holder = found.getparent()
            assert holder is not None
            holder.remove(found)
            return found
        return deepcopy(found)
    return body.find(W + "sectPr")


def _at_the_top(heading: etree._Element) -> None:
    """No empty page before the heading."""
    for one in [*heading.iter(W + "pageBreakBefore"), *heading.iter(W + "br")]:
        holder = one.getparent()
        if holder is not None and (one.tag != W + "br" or one.get(W + "type") == "page"):
            holder.remove(one)


def _drop_halves(body: etree._Element, kind: str) -> None:
    """Marks whose other half stands outside."""
    starts, ends = list(body.iter(f"{W}{kind}Start")), list(body.iter(f"{W}{kind}End"))
    whole = {one.get(W + "id") for one in starts} & {one.get(W + "id") for one in ends}
    for one in [*starts, *ends]:
        holder = one.getparent()
        if one.get(W + "id") not in whole and holder is not None:
            holder.remove(one)


def _pictures_elsewhere(
    archive: Archive, path: str, main: etree._Element, parts: dict[str, bytes]
) -> frozenset[str]:
    """Pictures that stand only outside the annex, such as a scanned seal; their relations go into `parts`."""
    place = PurePosixPath(path)
    relations = str(place.parent / "_rels" / f"{place.name}.rels")
    if relations not in archive.names:
        return frozenset()
    root = parse_xml(archive.read_xml(relations))
    used = {value for one in main.iter() for value in one.attrib.values()}
    gone = [one for one in root if one.get("Type", "").endswith("/image") and one.get("Id") not in used]
    kept = [one.get("Target") for one in root if one not in gone]
    for one in gone:
        root.remove(one)
    parts[relations] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    others = [archive.read(name) for name in archive.names if name.endswith(".rels") and name != relations]
    targets = [one.get("Target", "") for one in gone if one.get("TargetMode") != "External"]
    return frozenset(
        name
        for target in targets
        if target not in kept and not any(target.encode() in rels for rels in others)
        for name in [str(place.parent / target).replace("//", "/") if target[:1] != "/" else target[1:]]
        if name in archive.names
    )
