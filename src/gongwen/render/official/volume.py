"""A volume as PDF: cover, contents with page numbers, chapters; what `write_volume` writes as Word."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator

from gongwen.official import Grid
from gongwen.render.characters import legal, one_line
from gongwen.render.data import (
    Chapter,
    FactLine,
    Paragraph,
    Picture,
    SourceNote,
    TableData,
    Volume,
)
from gongwen.render.official.blocks import Line, Run
from gongwen.render.official.fonts import FaceChoice
from gongwen.render.official.pdf import Composed, compiled, faces_of
from gongwen.render.official.preamble import PREAMBLE, page
from gongwen.render.official.program import Writer, quoted
from gongwen.render.official.titles import COVER_ROOM, broken_title
from gongwen.render.paper import STYLES
from gongwen.render.pictures import Scaled, scaled
from gongwen.render.strings import Strings, strings
from gongwen.render.styles import Style
from gongwen.render.wordxml import MAX_LEVEL
from gongwen.standard import HEI, SONG

_STYLES = {style.name: style for style in STYLES}
_COVER_TOP = "61mm"
_SHOWN = """
#show heading: it => {{
  let (size, aside) = ({sizes}).at(it.level - 1)
  row(size, aside, 0pt, 0pt, if aside == none {{ 32pt }} else {{ 0pt }}, true, it.body)
}}
#show heading: set block(above: 0pt, below: 0pt)
#show outline.entry: it => link(it.element.location(), row(16pt, left, (it.level - 1) * 16pt, 0pt,
  0pt, false, {{
  it.element.body
  h(2pt)
  box(width: 1fr, repeat([.], gap: 2pt))
  h(2pt)
  it.page()
}}))
"""


def volume_pdf(volume: Volume, *, font_dir: str = "", strict: bool = False) -> Composed:
    """The volume as PDF; unlike the Word file it is held in memory while it is set.

    Raises:
        MissingFace, MissingTypesetter: as `official_pdf`.
        ValueError: a chapter's level is not 1 to 4, or a table's row not as long as its columns.
    """
    faces = faces_of(font_dir, strict=strict)
    return compiled(_program(volume, faces), faces, font_dir)


def _program(volume: Volume, faces: FaceChoice) -> Iterator[str]:
    writer = Writer(faces)
    family = quoted(faces.families[SONG])
    yield PREAMBLE
    yield f"#set document(title: {quoted(one_line(volume.title))})\n"
    number = f"context if counter(page).get().first() != 1 {{ number({family}) }}"
    yield page(landscape=False, footer=number)
    looks = (_STYLES[f"Heading {level}"] for level in range(1, MAX_LEVEL + 1))
    sizes = ", ".join(
        f"({style.size}pt, {'center' if style.align == 'center' else 'none'})" for style in looks
    )
    yield _SHOWN.format(sizes=sizes)
    yield f"#v({_COVER_TOP})\n"
    for text in broken_title(legal(volume.title), room=COVER_ROOM):
        yield _line(writer, "Title", text)
    yield "#blank(1, false)\n"
    for text in volume.subtitles:
        yield _line(writer, "Subtitle", one_line(text))
    yield "#pagebreak()\n"
    words = strings(volume.language)
    yield _line(writer, "TOC Heading", volume.toc_title or words.contents)
    toc = writer.text(Run(""), _STYLES["toc 1"])
    yield f"#blank(1, true)\n#{{ {toc} outline(title: none) }}\n"
    for place, chapter in enumerate(volume.chapters):
        yield from _chapter(writer, chapter, words, new_page=chapter.new_page or not place)


def _chapter(writer: Writer, chapter: Chapter, words: Strings, *, new_page: bool) -> Iterator[str]:
    if not 1 <= chapter.level <= MAX_LEVEL:
        raise ValueError(f"chapter level {chapter.level} is not 1 to {MAX_LEVEL}")
    style = _STYLES[f"Heading {chapter.level}"]
    turn = "#pagebreak(weak: true)\n" if new_page else ""
    body = writer.text(Run(one_line(chapter.title)), style)
    yield f"{turn}#heading(level: {chapter.level}, {{{body}}})\n"
    for part in chapter.parts:
        if isinstance(part, Picture):
            yield from _picture(writer, part, words)
        else:
            yield from _part(writer, part, words.colon)


def _picture(writer: Writer, picture: Picture, words: Strings) -> Iterator[str]:
    small = scaled(picture.data)
    caption = one_line(picture.caption)
    if small is None:
        caption += words.broken_picture
    else:
        yield _drawn(small)
    yield _line(writer, "Caption", caption)


def _drawn(small: Scaled) -> str:
    """A photo inside of the program: typst takes no other files from memory."""
    size = f"width: {small.width:.2f}mm, height: {small.height:.2f}mm"
    data = b64encode(small.data).decode()
    sides = f"width='{small.width:.2f}' height='{small.height:.2f}'"
    image = f"<image {sides} href='data:image/jpeg;base64,{data}'/>"
    xml = f"<svg xmlns='http://www.w3.org/2000/svg' {sides}>{image}</svg>"
    image = f'image(bytes("{xml}"), format: "svg", {size})'
    return f"#block(width: 100%, above: 8pt, sticky: true, align(center, {image}))\n"


def _part(writer: Writer, part: Paragraph | FactLine | SourceNote | TableData, colon: str) -> Iterable[str]:
    match part:
        case Paragraph(text):
            return (_line(writer, "Body Text", one) for one in legal(text).split("\n"))
        case FactLine(label, value):
            style = _STYLES["Fact Line"]
            first, *rest = legal(value).split("\n")
            head = Line(style, (Run(one_line(label) + colon, HEI), Run(first)), first=2)
            return (writer.line(head), *(_line(writer, "Fact Line", one) for one in rest))
        case SourceNote(text):
            return (_line(writer, "Source Note", one) for one in legal(text).split("\n"))
        case TableData():
            return writer.table(Grid(part.columns, part.rows, part.widths))


def _line(writer: Writer, name: str, text: str) -> str:
    style: Style = _STYLES[name]
    return writer.line(Line(style, (Run(text),), first=style.indent))
