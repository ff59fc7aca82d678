"""A worksheet's XML written into: texts, numbers, lists to choose from; names in its workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from gongwen.read.safe_xml import S, whole
from gongwen.read.xlsx_places import column_in
from gongwen.render.characters import legal
from gongwen.render.excel import cell_name

_LIST_LIMIT = 255  # characters of a drop-down list in all
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_RULES = tuple(
    S + name
    for name in (
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    )
)
BEHIND_FOOT = _AFTER_RULES[_AFTER_RULES.index(S + "headerFooter") + 1 :]
_AFTER_NAMES = tuple(
    S + name
    for name in (
        "calcPr",
        "oleSize",
        "customWorkbookViews",
        "pivotCaches",
        "smartTagPr",
        "smartTagTypes",
        "webPublishing",
        "fileRecoveryPr",
        "webPublishObjects",
        "extLst",
    )
)


class Worksheet:
    """A parsed worksheet; rows and columns count from 0."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        data = root.find(S + "sheetData")
        self._data = etree.SubElement(root, S + "sheetData") if data is None else data
        self._written: dict[tuple[int, int], str] = {}

    def bytes(self) -> bytes:
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def text(self, row: int, column: int, before: str) -> str:
        """What was written to a cell, else `before`."""
        return self._written.get((row, column), before)

    def write(self, row: int, column: int, text: str, *, number: bool = False) -> None:
        """Put a text or a number into a cell, whose style is kept."""
        cell = self._cell(row, column)
        for child in list(cell):
            cell.remove(child)
        if number:
            if "t" in cell.attrib:
                del cell.attrib["t"]
            etree.SubElement(cell, S + "v").text = text
        else:
            cell.set("t", "inlineStr")
            node = etree.SubElement(etree.SubElement(cell, S + "is"), S + "t")
            node.text = legal(text)
            node.set(_XML_SPACE, "preserve")
        self._written[row, column] = text

    def offer(self, row: int, column: int, options: Sequence[str]) -> None:
        """A list of options to choose from, where Excel can hold it."""
        listed = ",".join(options)
        if not options or len(listed) > _LIST_LIMIT or any("," in one or '"' in one for one in options):
            return
        rules = self._root.find(S + "dataValidations")
        if rules is None:
            rules = etree.Element(S + "dataValidations")
            insert_before(self._root, rules, _AFTER_RULES)
        rule = etree.SubElement(rules, S + "dataValidation")
        for name, value in (
            ("type", "list"),
            ("errorStyle", "warning"),
            ("allowBlank", "1"),
            ("showErrorMessage", "1"),
        ):
            rule.set(name, value)
        rule.set("sqref", cell_name(row, column))
        etree.SubElement(rule, S + "formula1").text = f'"{listed}"'
        rules.set("count", str(len(rules)))

    def _cell(self, row: int, column: int) -> etree._Element:
        line = self._row(row)
        name = cell_name(row, column)
        for node in line.iterchildren(S + "c"):
            at = column_in(node.get("r", ""))
            if at == column:
                return node
            if at is not None and at > column:
                new = etree.Element(S + "c")
                node.addprevious(new)
                break
        else:
            new = etree.SubElement(line, S + "c")
        new.set("r", name)
        return new

    def _row(self, row: int) -> etree._Element:
        for node in self._data.iterchildren(S + "row"):
            number = whole(node.get("r"), 0) - 1
            if number == row:
                return node
            if number > row:
                new = etree.Element(S + "row")
                node.addprevious(new)
                break
        else:
            new = etree.SubElement(self._data, S + "row")
        new.set("r", str(row + 1))
        return new


def insert_before(root: etree._Element, node: etree._Element, after: Sequence[str]) -> None:
    """Insert before the first of the elements that must follow."""
    follower = next((child for child in root if child.tag in after), None)
    if follower is None:
        root.append(node)
    else:
        follower.addprevious(node)


def add_names(workbook: etree._Element, names: Mapping[str, str], reference: str) -> bytes:
    """The workbook's XML with names for cells, and for the reference as a text."""
    holder = workbook.find(S + "definedNames")
    if holder is None:
        holder = etree.Element(S + "definedNames")
        insert_before(workbook, holder, _AFTER_NAMES)
    added = dict(names)
    if reference:
        quoted = reference.replace('"', '""')
        added["qj.reference"] = f'"{quoted}"'
    for node in list(holder):
        if node.get("name") in added:
            holder.remove(node)
    for name, target in sorted(added.items()):
        node = etree.SubElement(holder, S + "definedName")
        node.set("name", name)
        node.text = target
        if name == "qj.reference":
            node.set("hidden", "1")
    if not len(holder):
        workbook.remove(holder)
    return etree.tostring(workbook, xml_declaration=True, encoding="UTF-8", standalone=True)
