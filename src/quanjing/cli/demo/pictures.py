"""Pictures of the portal, drawn by code in the colours of the pages: no photograph, nobody on them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import pi, sin
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT, TWICE = 1200, 675, 2  # drawn at twice the size, then made smaller: smooth lines
PAPER, INK, SEAL, HAZE = "#f4efe5", "#7d725e", "#9c2a1f", "#e0d8c7"
Draw = Any


def picture(motif: str) -> ContentFile[bytes]:
    """A PNG of one of `MOTIFS`."""
    image = Image.new("RGB", (WIDTH * TWICE, HEIGHT * TWICE), PAPER)
    MOTIFS[motif](ImageDraw.Draw(image))
    data = BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(data, "PNG", optimize=True)
    return ContentFile(data.getvalue(), f"{motif}.png")


def _hills(draw: Draw) -> None:
    """Terraces of a tea garden under a rising sun."""
    draw.ellipse((1740, 180, 2000, 440), outline=SEAL, width=6)
    for row in range(11):
        base = 420 + row * 84
        line = [(x, base + 60 * sin(x / 380 + row / 2) + 26 * sin(x / 130 + row)) for x in range(0, 2401, 20)]
        draw.polygon([*line, (2400, 1350), (0, 1350)], fill=PAPER if row % 2 else HAZE)
        draw.line(line, fill=INK, width=4)


def _stations(draw: Draw) -> None:
    """Measuring stations joined by a line, one of them marked."""
    heights = [820, 560, 700, 430, 610, 850, 520, 690, 400, 580]
    places = [(180 + 225 * number, height) for number, height in enumerate(heights)]
    draw.line(places, fill=HAZE, width=8)
    draw.line((80, 1120, 2320, 1120), fill=INK, width=5)
    for number, (x, y) in enumerate(places):
        draw.line((x, y, x, 1120), fill=INK, width=4)
        draw.ellipse(
            (x - 24, y - 24, x + 24, y + 24), fill=SEAL if number == 3 else PAPER, outline=INK, width=4
        )


def _rings(draw: Draw) -> None:
    """Rings about one middle: what is learned in one place reaches others."""
    for ring in range(9, 0, -1):
        radius = ring * 110
        draw.ellipse((1200 - radius, 760 - radius, 1200 + radius, 760 + radius), outline=INK, width=4)
    draw.rectangle((0, 760, 2400, 1350), fill=PAPER)
    draw.line((0, 760, 2400, 760), fill=INK, width=5)
    draw.pieslice((1140, 700, 1260, 820), 180, 360, fill=SEAL)
    for row in range(7):
        draw.line((360 + 90 * row, 850 + 62 * row, 2040 - 90 * row, 850 + 62 * row), fill=HAZE, width=6)


def _stars(draw: Draw) -> None:
    """The paths of stars about the pole over a dome."""
    for ring in range(2, 20):
        radius, start = ring * 62, (ring * 47) % 360
        box = (1500 - radius, 330 - radius, 1500 + radius, 330 + radius)
        draw.arc(box, start, start + 40 + ring * 5, fill=INK if ring % 3 else SEAL, width=4)
    draw.pieslice((380, 760, 1080, 1460), 180, 360, fill=HAZE, outline=INK, width=5)
    draw.rectangle((330, 1110, 1130, 1350), fill=PAPER, outline=INK, width=5)
    slit = [(730 + 60 * sin(step * pi / 20), 760 + step * 35) for step in range(11)]
    draw.line(slit, fill=SEAL, width=10)


MOTIFS: dict[str, Callable[[Draw], None]] = {
    "hills": _hills, "stations": _stations, "rings": _rings, "stars": _stars,
}  # fmt: skip
