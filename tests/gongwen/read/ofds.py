"""OFD files made part by part, as other programs write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.gongwen.read.packages import zip_of

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE = 5.0  # millimetres


def ofd_of(
    pages: Sequence[str],
    *,
    template: str = "",
    resources: str = "",
    namespace: str = _NAMESPACE,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """An OFD of one document; each page and the template are the objects of one layer."""
    members: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {namespace}><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml"
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        **document_of(pages, "Doc_0", template, resources, namespace),
        **(files or {}),
    }
    return zip_of(members)


def document_of(
    pages: Sequence[str], folder: str, template: str = "", resources: str = "", namespace: str = _NAMESPACE
) -> dict[str, bytes | str]:
    """The parts of one document inside a package."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number, _ in enumerate(pages)
    )
    used = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
    members: dict[str, bytes | str] = {
        f"{folder}/Document.xml": f"<ofd:Document {namespace}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>"
        "0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        f"{folder}/PublicRes.xml": f'<ofd:Res {namespace} BaseLoc="Res">{resources}</ofd:Res>',
        f"{folder}/Tpls/Tpl_0/Content.xml": _page(template, "", namespace),
    }
    for number, content in enumerate(pages):
        members[f"{folder}/Pages/Page_{number}/Content.xml"] = _page(content, used, namespace)
    return members


def text(x: float, y: float, words: str, *, delta: str | None = None, more: str = "") -> str:
    """A TextObject whose first sign stands at (x, y); every sign is as wide as it is high."""
    steps = f"g {len(words) - 1} {_SIZE}" if delta is None else delta
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - _SIZE} 180 {_SIZE + 1}" Font="3" Size="{_SIZE}" {more}>'
        f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A PathObject that draws one straight line."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def picture(resource: int) -> str:
    """An ImageObject that fills its page."""
    return f'<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="{resource}"/>'


def media(resource: int, file: str) -> str:
    """The resource that an ImageObject names."""
    return (
        f'<ofd:MultiMedia ID="{resource}" Type="Image"><ofd:MediaFile>{file}</ofd:MediaFile></ofd:MultiMedia>'
    )


def blank_ofd() -> bytes:
    """An OFD of one page on which nothing is printed."""
    return ofd_of([""])


def _page(objects: str, used: str, namespace: str) -> str:
    return (
        f'<ofd:Page {namespace}>{used}<ofd:Content><ofd:Layer Type="Body" ID="5"><ofd:PageBlock ID="6">'
        f"{objects}</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    )
