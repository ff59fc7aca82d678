"""What every program for typst begins with: how lines, heads, tables and page numbers are set.

A line of text is as high as a line of the grid whatever its size: `sized` centres the characters in
it, taking a character's box to reach 0.88 of its size above the base line and 0.12 below.
"""

from __future__ import annotations

from gongwen import standard

_LINE = standard.LINE / 20
_TIGHT = standard.CHARACTER / 20 - standard.TEXT_SIZE - 0.001  # so that 28 characters surely fit
_RULE = f"1.5pt + rgb({standard.RED!r})".replace("'", '"')

PREAMBLE = f"""
#let pitch = {_LINE}pt
#let tight = {_TIGHT:.4f}pt
#let red = rgb("{standard.RED}")
#set document(date: none)
#set text(lang: "zh", region: "cn", cjk-latin-spacing: none, hyphenate: false,
  costs: (widow: 0%, orphan: 0%))
#set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")
#set block(spacing: 0pt)
#let t(family, weight, body) = text(font: family, weight: weight, body)
#let sized(size, high: pitch, body) = {{
  set text(size: size, tracking: tight, top-edge: (high - size) / 2 + 0.88 * size,
    bottom-edge: -((high - size) / 2 + 0.12 * size))
  body
}}
#let row(size, aside, start, end, first, keep, body) = block(width: 100%, sticky: keep,
  inset: (left: start, right: end), {{
    let lead = calc.max(first, 0pt)
    set par(justify: aside == none, first-line-indent: (amount: lead, all: true),
      hanging-indent: calc.max(-first, 0pt))
    set align(if aside == none {{ left }} else {{ aside }})
    sized(size, par(body))
  }})
#let blank(lines, keep) = block(height: lines * pitch, width: 100%, sticky: keep)
#let rule() = {{ v(5pt); line(length: 100%, stroke: {_RULE}) }}
#let double(thick-first) = box(width: 170mm, {{
  let (a, b) = if thick-first {{ (1.8pt, 0.7pt) }} else {{ (0.7pt, 1.8pt) }}
  line(length: 100%, stroke: a + red)
  v(1.6pt)
  line(length: 100%, stroke: b + red)
}})
#let head-text(family, weight, size, body) = {{
  set text(font: family, weight: weight, size: size, fill: red, top-edge: 0.88em, bottom-edge: -0.12em)
  align(center, body)
}}
#let head(family, weight, size, lines, body) = {{
  v(35mm - lines * pitch)
  head-text(family, weight, size, body)
  v(0.1 * size)
}}
#let letter-head(family, weight, size, body) = {{
  place(top + left, dx: -8mm, dy: 30mm - 37mm, box(width: 170mm, head-text(family, weight, size, body)))
  place(top + left, dx: -8mm, dy: 30mm - 37mm + size + 4mm, double(true))
  v(30mm - 37mm + size + 4mm + 4pt + 7.5pt)
}}
#let number(family) = context {{
  let n = counter(page).get().first()
  set align(if calc.odd(n) {{ right }} else {{ left }})
  set text(font: family, size: 14pt, top-edge: "cap-height", bottom-edge: "baseline")
  pad(x: 14pt, [— #n —])
}}
#let letter-foot() = context if counter(page).get().first() == 1 {{
  place(top + left, dx: 20mm, dy: 277mm, double(false))
}}
#let letter-number(family) = context if counter(page).get().first() != 1 {{ number(family) }}
#let cell(size, aside, body) = align(aside + horizon, sized(size, high: size * 1.4, body))
#let ruled(widths, heads, rows) = {{
  set table(stroke: 0.5pt, inset: (x: 5pt, y: 2pt))
  table(columns: widths, table.header(..heads), ..rows)
  v(4pt)
}}
#let foot-rule(thick) = line(length: 100%, stroke: thick)
"""
PAGE = """
#set page(width: {width}mm, height: {height}mm, footer-descent: 5.2mm, footer: {footer},
  margin: (top: {top}mm, right: {right}mm, bottom: {bottom}mm, left: {left}mm){more})
"""


def page(*, landscape: bool, footer: str, more: str = "") -> str:
    """The set-up of an upright or landscape page of A4."""
    sides = {"top": 37, "right": 26, "bottom": 35, "left": 28}
    if landscape:
        sides = {"top": 28, "right": 37, "bottom": 26, "left": 35}
    width, height = (297, 210) if landscape else (210, 297)
    return PAGE.format(width=width, height=height, footer=footer, more=more, **sides)
