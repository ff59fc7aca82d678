"""What a paragraph and a run really look like: defaults, styles with their bases, direct formatting.

Properties are flat: "ind.left", "spacing.line", "rFonts.eastAsia", "pBdr.bottom.sz". Each level
overrides single attributes of the one below, as Word does.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongwen.read.safe_xml import W

Look = dict[str, str]
_DEPTH = 20  # styles may be based on each other in a circle
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_NESTED = {"pBdr", "tblBorders", "tcBorders"}


class Theme:
    """The faces that a theme stands for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._faces: Look = {}
        for kind in ("major", "minor"):
            fonts = None if root is None else next(root.iter(f"{_A}{kind}Font"), None)
            if fonts is None:
                continue
            latin, east = fonts.find(f"{_A}latin"), fonts.find(f"{_A}ea")
            scripts = {str(node.get("script")): node for node in fonts.iterchildren(f"{_A}font")}
            if east is None or not east.get("typeface"):
                east = scripts.get("Hans")
            for name, node in (("HAnsi", latin), ("Ascii", latin), ("EastAsia", east)):
                if node is not None:
                    self._faces[kind + name] = str(node.get("typeface", ""))

    def face(self, name: str) -> str:
        """The face behind a name such as minorEastAsia, "" where the theme has none."""
        return self._faces.get(name, "")


class Looks:
    """The effective properties of paragraphs and runs of one document."""

    def __init__(
        self, styles: etree._Element | None, theme: etree._Element | None, lists: etree._Element | None
    ) -> None:
        self._theme = Theme(theme)
        self._styles = {
            str(node.get(W + "styleId", "")): node
            for node in ([] if styles is None else styles.iterchildren(W + "style"))
        }
        self._defaults: dict[str, Look] = {}
        for kind in ("pPr", "rPr"):
            path = f"{W}docDefaults/{W}{kind}Default/{W}{kind}"
            self._defaults[kind] = self.flat(None if styles is None else styles.find(path))
        self._normal = next(
            (
                name
                for name, node in self._styles.items()
                if node.get(W + "default") in ("1", "true") and node.get(W + "type") == "paragraph"
            ),
            "",
        )
        self._lists = dict(_list_levels(lists))
        self._known: dict[tuple[str, str], Look] = {}

    def paragraph(self, node: etree._Element) -> Look:
        """The properties of a paragraph, with those of its list level."""
        own = node.find(W + "pPr")
        direct = self.flat(own)
        look = dict(self._defaults["pPr"]) | self._style(self._style_of(own), "pPr")
        list_id = direct.get("numId.val")
        if list_id is not None:
            look |= self.flat(self._lists.get((list_id, direct.get("ilvl.val", "0"))))
        elif "numId.val" in look:
            level = self.flat(self._lists.get((look["numId.val"], look.get("ilvl.val", "0"))))
            look = level | look
        return look | direct

    def table(self, node: etree._Element) -> Look:
        """The properties of a table, with those of its style."""
        direct = self.flat(node.find(W + "tblPr"))
        return self._style(direct.get("tblStyle.val", ""), "tblPr") | direct

    def run(self, node: etree._Element | None, paragraph: etree._Element) -> Look:
        """The properties of a run in a paragraph; of the empty paragraph itself where there is none."""
        own = None if node is None else node.find(W + "rPr")
        style = self._style_of(paragraph.find(W + "pPr"))
        direct = self.flat(own)
        named = self._style(direct["rStyle.val"], "rPr") if "rStyle.val" in direct else {}
        look = self._defaults["rPr"] | self._style(style, "rPr") | named | direct
        look["rFonts.hint"] = direct.get("rFonts.hint", "")  # counts only where it stands in the run
        return look

    def normal(self) -> Look:
        """The characters of the style of ordinary paragraphs, which the grid counts from."""
        return self._defaults["rPr"] | self._style(self._normal, "rPr")

    def style_name(self, node: etree._Element) -> str:
        """The name of a paragraph's style in lower case."""
        style = self._styles.get(self._style_of(node.find(W + "pPr")))
        name = None if style is None else style.find(W + "name")
        return "" if name is None else str(name.get(W + "val", "")).lower()

    def _style_of(self, properties: etree._Element | None) -> str:
        style = None if properties is None else properties.find(W + "pStyle")
        name = "" if style is None else str(style.get(W + "val", ""))
        return name if name in self._styles else self._normal

    def _style(self, name: str, kind: str) -> Look:
        """A style with all that it is based on."""
        if (name, kind) not in self._known:
            chain: list[etree._Element] = []
            place = name
            while place in self._styles and len(chain) < _DEPTH:
                chain.append(self._styles[place])
                based = chain[-1].find(W + "basedOn")
                place = "" if based is None else str(based.get(W + "val", ""))
            look: Look = {}
            for style in reversed(chain):
                look |= self.flat(style.find(W + kind))
            self._known[name, kind] = look
        return self._known[name, kind]

    def flat(self, properties: etree._Element | None) -> Look:
        """The attributes of all properties that an element holds."""
        look: Look = {}
        for child in () if properties is None else properties:
            name = etree.QName(child).localname
            if name in _NESTED or name == "numPr":
                prefix = "" if name == "numPr" else f"{name}."
                for inner in child:
                    look |= _attributes(inner, prefix + etree.QName(inner).localname)
            elif name == "rFonts":
                look |= self._fonts(child)
            else:
                look |= _attributes(child, name)
        return look

    def _fonts(self, node: etree._Element) -> Look:
        """The faces that one level names; a theme's face goes before a named one."""
        look: Look = {}
        if node.get(W + "hint"):
            look["rFonts.hint"] = str(node.get(W + "hint"))
        for slot in _FACES:
            theme = node.get(W + ("cstheme" if slot == "cs" else f"{slot}Theme"))
            face = self._theme.face(str(theme)) if theme else str(node.get(W + slot, ""))
            if face or theme:
                look[f"rFonts.{slot}"] = face
        return look


def _attributes(node: etree._Element, name: str) -> Look:
    look = {f"{name}.{etree.QName(key).localname}": str(value) for key, value in node.attrib.items()}
    return look or {f"{name}.val": "1"}  # a switch


def _list_levels(root: etree._Element | None) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    """(list id, level) -> the paragraph properties of the level."""
    if root is None:
        return
    abstracts = {
        str(node.get(W + "abstractNumId", "")): node for node in root.iterchildren(W + "abstractNum")
    }
    for node in root.iterchildren(W + "num"):
        link = node.find(W + "abstractNumId")
        abstract = abstracts.get("" if link is None else str(link.get(W + "val", "")))
        for level in () if abstract is None else abstract.iterchildren(W + "lvl"):
            properties = level.find(W + "pPr")
            if properties is not None:
                yield (str(node.get(W + "numId", "")), str(level.get(W + "ilvl", ""))), properties
