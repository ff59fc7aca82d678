"""Office packages (docx, xlsx): which file holds the text, the styles, the lists, the sheets."""

from __future__ import annotations

import posixpath

from lxml import etree

from gongwen.errors import DamagedDocument
from gongwen.model import Options
from gongwen.read.archive import Archive, open_archive
from gongwen.read.safe_xml import parse_xml

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An opened docx or xlsx: its main part and the parts that it refers to, by role.

    Raises:
        DamagedDocument: no zip, or a zip without a main part.
        EncryptedDocument, ExpandingDocument: from opening the zip.
    """

    def __init__(self, data: bytes, options: Options, usual: str) -> None:
        """Open `data`; `usual` is the path of the main part where nothing else is said."""
        self._archive: Archive = open_archive(data, options)
        main = next(
            (path for _, role, path in self._related("_rels/.rels") if role == "officeDocument"), usual
        )
        if main not in self._archive.names:
            raise DamagedDocument()
        self.path = main
        self.main = parse_xml(self._archive.read_xml(main))
        folder, name = posixpath.split(main)
        self._relations = self._related(f"{folder}/_rels/{name}.rels", folder)

    def parts(self, role: str) -> list[etree._Element]:
        """Roots of the parts of one role: styles numbering footnotes endnotes header footer …"""
        paths = [path for _, found, path in self._relations if found == role and path in self._archive.names]
        return [parse_xml(self._archive.read_xml(path)) for path in dict.fromkeys(paths)]

    def part(self, role: str) -> etree._Element | None:
        """The only part of its role, None where the package has none."""
        return next(iter(self.parts(role)), None)

    @property
    def names(self) -> frozenset[str]:
        """The paths of all files in the package."""
        return self._archive.names

    def read(self, name: str) -> bytes:
        """The bytes of one file of the package."""
        return self._archive.read(name)

    def path_of(self, relation: str) -> str:
        """The path that a relation id leads to, "" where it leads nowhere."""
        path = next((path for found, _, path in self._relations if found == relation), "")
        return path if path in self._archive.names else ""

    def related(self, relation: str) -> bytes | None:
        """The bytes of the part that a relation id leads to, None where it leads nowhere."""
        path = next((path for found, _, path in self._relations if found == relation), "")
        return self._archive.read_xml(path) if path in self._archive.names else None

    def beside(self, path: str) -> list[tuple[str, str]]:
        """Role and path of the parts that one part refers to, such as the drawing of a worksheet."""
        folder, name = posixpath.split(path)
        found = self._related(f"{folder}/_rels/{name}.rels", folder)
        return [(role, target) for _, role, target in found if target in self._archive.names]

    def _related(self, path: str, folder: str = "") -> list[tuple[str, str, str]]:
        """Relation id, role and path of everything that a relationship part names."""
        if path not in self._archive.names:
            return []
        found: list[tuple[str, str, str]] = []
        for node in parse_xml(self._archive.read_xml(path)).iter(_RELATION):
            role = str(node.get("Type", "")).rpartition("/")[2]
            target = str(node.get("Target", ""))
            place = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if node.get("TargetMode") != "External":
                found.append((str(node.get("Id", "")), role, place))
        return found
