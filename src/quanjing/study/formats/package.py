"""A course as one zip: `course.json` for this product, and a Common Cartridge 1.1 for others.

Layout, in UTF-8:

- `course.json`: {"format": "quanjing-course", "version": 1, "title", "intro", "pages": [{"title", "text",
  "link", "file", "captions", "questions", "ask"}]}; "file", "captions", "questions" name entries of the zip.
- `imsmanifest.xml`, `pages/N.html`, `links/N.xml`, `files/N-name`: the same as Common Cartridge 1.1
  (web content and web links), which learning platforms read.
- `questions/N.txt`: the questions of a page in GIFT, which such platforms read as well.

A cartridge without `course.json` is taken in by its manifest; what is neither page, link nor file there is
named as left out.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath

from lxml import etree

FORMAT, VERSION = "quanjing-course", 1
MOST_PAGES = 300
CC = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]{0,2000}>", re.I | re.S)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h\d)\b[^>]{0,200}>", re.I)


class BadPackage(Exception):
    """`place` is the entry of the zip that is wrong or missing."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class PagePack:
    title: str
    text: str = ""
    link: str = ""
    file_name: str = ""
    file: bytes | None = None
    captions: str = ""
    questions: str = ""  # GIFT
    ask: int = 0


@dataclass(frozen=True, slots=True)
class CoursePack:
    title: str
    intro: str = ""
    pages: tuple[PagePack, ...] = ()
    left_out: tuple[str, ...] = field(default=())  # titles or kinds of what was not understood


def write_package(course: CoursePack) -> bytes:
    """The zip of a course; the same course gives the same bytes."""
    entries: dict[str, bytes] = {}
    pages = [dict(_entries_of(number, page, entries)) for number, page in enumerate(course.pages, start=1)]
    head = {
        "format": FORMAT,
        "version": VERSION,
        "title": course.title,
        "intro": course.intro,
        "pages": pages,
    }
    entries["course.json"] = json.dumps(head, ensure_ascii=False, indent=1).encode()
    entries["imsmanifest.xml"] = _manifest(course, pages)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), entries[name])
    return out.getvalue()


def read_package(data: bytes) -> CoursePack:
    """The course in a zip that was examined before (size, entries). Raises `BadPackage`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = {
            info.filename: archive.read(info)
            for info in archive.infolist()
            if not info.filename.endswith("/")
        }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BadPackage("zip") from error
    if "course.json" in entries:
        return _from_json(entries)
    if "imsmanifest.xml" in entries:
        return _from_manifest(entries)
    raise BadPackage("imsmanifest.xml")


def _entries_of(number: int, page: PagePack, entries: dict[str, bytes]) -> Iterator[tuple[str, object]]:
    """The line of course.json; puts what the page brings into `entries`."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in page.text.splitlines() if line.strip())
    whole = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{html.escape(page.title)}</title></head>'
    )
    entries[f"pages/{number}.html"] = (
        f"{whole}<body><h1>{html.escape(page.title)}</h1>{body}</body></html>".encode()
    )
    yield from (("title", page.title), ("text", page.text), ("link", page.link), ("ask", page.ask))
    if page.link:
        root = etree.Element(f"{{{LINK}}}webLink")
        etree.SubElement(root, f"{{{LINK}}}title").text = page.title
        etree.SubElement(root, f"{{{LINK}}}url", href=page.link)
        entries[f"links/{number}.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    if page.file is not None:
        clean = re.sub(r"[^\w.-]+", "_", page.file_name)[-80:]
        name = f"files/{number}-{clean}"
        entries[name] = page.file
        yield "file", name
    for key, text, name in (
        ("captions", page.captions, f"files/{number}.vtt"),
        ("questions", page.questions, f"questions/{number}.txt"),
    ):
        if text:
            entries[name] = text.encode()
            yield key, name


def _manifest(course: CoursePack, pages: list[dict[str, object]]) -> bytes:
    root = etree.Element(f"{{{CC}}}manifest", identifier="course")
    metadata = etree.SubElement(root, f"{{{CC}}}metadata")
    etree.SubElement(metadata, f"{{{CC}}}schema").text = "IMS Common Cartridge"
    etree.SubElement(metadata, f"{{{CC}}}schemaversion").text = "1.1.0"
    tree = etree.SubElement(
        etree.SubElement(root, f"{{{CC}}}organizations"),
        f"{{{CC}}}organization", identifier="o", structure="rooted-hierarchy",
    )  # fmt: skip
    top = etree.SubElement(tree, f"{{{CC}}}item", identifier="top")
    etree.SubElement(top, f"{{{CC}}}title").text = course.title
    resources = etree.SubElement(root, f"{{{CC}}}resources")
    for number, page in enumerate(pages, start=1):
        named = [("page", "webcontent", f"pages/{number}.html")]
        named += [("link", "imswl_xmlv1p1", f"links/{number}.xml")] if page["link"] else []
        named += [("file", "webcontent", str(page["file"]))] if page.get("file") else []
        for kind, of_type, place in named:
            key = f"{kind}{number}"
            item = etree.SubElement(top, f"{{{CC}}}item", identifier=f"i-{key}", identifierref=key)
            etree.SubElement(item, f"{{{CC}}}title").text = str(page["title"])
            resource = etree.SubElement(resources, f"{{{CC}}}resource", identifier=key, type=of_type)
            if of_type == "webcontent":
                resource.set("href", place)
            etree.SubElement(resource, f"{{{CC}}}file", href=place)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _from_json(entries: dict[str, bytes]) -> CoursePack:
    try:
        head = json.loads(entries["course.json"].decode("utf-8-sig"))
        if head["format"] != FORMAT or head["version"] != VERSION:
            raise BadPackage("course.json")
        pages = [_page(one, entries) for one in head["pages"][:MOST_PAGES]]
        return CoursePack(str(head["title"]), str(head.get("intro", "")), tuple(pages))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadPackage("course.json") from error


def _page(one: dict[str, object], entries: dict[str, bytes]) -> PagePack:
    named = {key: str(one[key]) for key in ("file", "captions", "questions") if one.get(key)}
    for place in named.values():
        if place not in entries:
            raise BadPackage(place)
    file = named.get("file", "")
    texts = {
        key: entries[named[key]].decode("utf-8-sig") for key in ("captions", "questions") if key in named
    }
    return PagePack(
        title=str(one["title"]),
        text=str(one.get("text", "")),
        link=str(one.get("link", "")),
        file_name=file.rsplit("/", 1)[-1].partition("-")[2],
        file=entries[file] if file else None,
        ask=max(0, min(int(str(one.get("ask", 0))), 100)),
        **texts,
    )


def _from_manifest(entries: dict[str, bytes]) -> CoursePack:
    root = _xml(entries, "imsmanifest.xml")
    resources = {one.get("identifier", ""): one for one in root.iter() if _name(one) == "resource"}
    pages: list[PagePack] = []
    left_out: list[str] = []
    title = ""
    for item in (one for one in root.iter() if _name(one) == "item"):
        named = next((one.text or "" for one in item if _name(one) == "title"), "").strip()
        resource = resources.get(item.get("identifierref", ""))
        if resource is None:
            title = title or named
            continue
        page = _page_of(named, resource, entries)
        if page is None or len(pages) >= MOST_PAGES:
            left_out.append(named or resource.get("type", ""))
        else:
            pages.append(page)
    return CoursePack(title or (pages[0].title if pages else "?"), "", tuple(pages), tuple(left_out))


def _page_of(title: str, resource: etree._Element, entries: dict[str, bytes]) -> PagePack | None:
    """What a resource is here; None for what is not understood. Raises `BadPackage` for a missing entry."""
    of_type = resource.get("type", "")
    hrefs = [one.get("href", "") for one in resource if _name(one) == "file"]
    place = normpath(resource.get("href") or (hrefs[0] if hrefs else ""))
    if of_type.startswith("imswl"):
        url = next((one.get("href", "") for one in _xml(entries, place).iter() if _name(one) == "url"), "")
        return PagePack(title or url, link=url) if url.startswith(("http://", "https://")) else None
    if of_type != "webcontent":
        return None
    if place not in entries:
        raise BadPackage(place)
    if place.lower().endswith((".html", ".htm", ".xhtml")):
        return PagePack(title or place, text=plain_text(entries[place].decode("utf-8", "replace")))
    return PagePack(title or place, file_name=place.rsplit("/", 1)[-1], file=entries[place])


def plain_text(page: str) -> str:
    """The words of an HTML page, a line a paragraph; its heading is the title already."""
    body = re.sub(r"<head\b.*?</head\s*>|<h1\b.*?</h1\s*>", " ", page, flags=re.I | re.S)
    words = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", body)))
    return "\n".join(filter(None, (" ".join(line.split()) for line in words.split("\n"))))


def _xml(entries: dict[str, bytes], place: str) -> etree._Element:
    if place not in entries:
        raise BadPackage(place)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(entries[place], parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadPackage(place) from error


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
