"""Invented notices drawn as pictures of pages: straight, turned, stamped, photographed."""

from __future__ import annotations

import math
import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="the extra `ocr` is not installed")
pytest.importorskip("rapidocr", reason="the extra `ocr` is not installed")
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

DPI = 130
BODY = (
    "各市科学技术协会：",
    "　　为做好年度学术活动统计工作，现就有关事项通知如下。",
    "　　一、填报范围。凡在本年度内举办学术会议、科普讲座的单位，均应如实填写统计表，不得漏报。",
    "　　二、报送时间。请于2026年3月20日前将加盖公章的统计表报送至学会服务中心。",
    "　　三、联系方式。联系人：陈某某，电话：010-55550123，邮箱：tongji@example.org。",
)
SIGNED = ("云岭省科学技术协会", "2026年2月10日")
TITLE = "关于报送年度学术活动统计表的通知"
LETTERHEAD = "云岭省科学技术协会文件"


@cache
def _font_file() -> tuple[str, int]:
    """A font with Chinese characters and its number in a collection."""
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "-f", "%{file}|%{index}|%{family}\n"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        listed = ""
    fonts = sorted(line.split("|") for line in listed.splitlines() if Path(line.split("|")[0]).exists())
    if not fonts:
        pytest.skip("no font with Chinese characters on this machine")
    named = [font for font in fonts if "Serif CJK SC" in font[2] and "Regular" in font[0]]
    path, index, _ = (named or fonts)[0]
    return path, int(index) & 0xFFFF


def font(points: float, dpi: int = DPI) -> ImageFont.FreeTypeFont:
    path, index = _font_file()
    return ImageFont.truetype(path, round(points * dpi / 72), index=index)


class Sheet:
    """A sheet of paper to print on; lengths in points, from the top left."""

    def __init__(self, width: float = 595, height: float = 842, dpi: int = DPI) -> None:
        self.dpi, self.width, self.height = dpi, width, height
        self.image = Image.new("RGB", (self.px(width), self.px(height)), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.printed: list[str] = []

    def px(self, points: float) -> int:
        return round(points * self.dpi / 72)

    def write(self, x: float, y: float, text: str, points: float = 16, colour: str = "black") -> None:
        self.draw.text((self.px(x), self.px(y)), text, font=font(points, self.dpi), fill=colour)
        if text.strip():
            self.printed.append(text.strip("　 "))

    def centred(self, y: float, text: str, points: float = 16, colour: str = "black") -> None:
        width = self.draw.textlength(text, font=font(points, self.dpi)) * 72 / self.dpi
        self.write((self.width - width) / 2, y, text, points, colour)

    def prose(self, lines: Sequence[str], x: float, y: float, width: float, points: float = 16) -> float:
        """Paragraphs broken at `width`; gives the height below the last line."""
        for paragraph in lines:
            rest = paragraph
            while rest:
                end = len(rest)
                while self.draw.textlength(rest[:end], font=font(points, self.dpi)) > self.px(width):
                    end -= 1
                self.write(x, y, rest[:end], points)
                rest, y = rest[end:], y + points * 1.8
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, colour: str = "black") -> None:
        self.draw.line([self.px(x0), self.px(y0), self.px(x1), self.px(y1)], fill=colour, width=2)

    def seal(self, x: float, y: float, radius: float = 56) -> None:
        """A red ring with a star, laid over what is printed, darkening it as ink does."""
        ink = Image.new("RGB", self.image.size, "white")
        draw = ImageDraw.Draw(ink)
        box = [self.px(x - radius), self.px(y - radius), self.px(x + radius), self.px(y + radius)]
        draw.ellipse(box, outline=(215, 40, 45), width=self.px(3))
        corners = [
            (self.px(x + r * math.sin(a)), self.px(y - r * math.cos(a)))
            for n in range(10)
            for a, r in [(n * math.pi / 5, radius * (0.35 if n % 2 == 0 else 0.14))]
        ]
        draw.polygon(corners, fill=(215, 40, 45))
        for n, sign in enumerate("云岭省科学技术协会印章"):
            angle = math.radians(-125 + n * 25)
            place = x + radius * 0.72 * math.sin(angle) - 6, y - radius * 0.72 * math.cos(angle) - 8
            draw.text(tuple(map(self.px, place)), sign, font=font(12, self.dpi), fill=(215, 40, 45))
        self.image.paste(Image.fromarray(np.minimum(np.asarray(self.image), np.asarray(ink))))

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str | None]],
        high: float = 30,
    ) -> None:
        """A ruled table; None is joined to the cell at its left."""
        edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
        for r, row in enumerate(rows):
            top = y + r * high
            self.rule(x, top, edges[-1], top)
            for n, text in enumerate(row):
                if text is not None:
                    self.rule(edges[n], top, edges[n], top + high)
                    self.write(edges[n] + 5, top + 6, text, 12)
        self.rule(x, y + len(rows) * high, edges[-1], y + len(rows) * high)
        self.rule(edges[-1], y, edges[-1], y + len(rows) * high)


def notice(*, seal: bool = False, dpi: int = DPI) -> Sheet:
    """One page of a notice with letterhead, title, text, sign-off and page number."""
    sheet = Sheet(dpi=dpi)
    sheet.centred(60, LETTERHEAD, 36, "red")
    sheet.rule(78, 125, 520, 125, "red")
    sheet.centred(150, TITLE, 22)
    y = sheet.prose(BODY, 78, 205, 442)
    sheet.write(350, y + 50, SIGNED[0])
    sheet.write(370, y + 80, SIGNED[1])
    if seal:
        sheet.seal(425, y + 75)
    sheet.centred(780, "— 1 —", 14)
    return sheet


def turned(image: Image.Image, degrees: float, paper: str = "white") -> Image.Image:
    """Counter-clockwise, the sheet made large enough."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)


def photographed(image: Image.Image) -> Image.Image:
    """Grey and unevenly lit, with noise, as a phone takes it."""
    pixels = np.asarray(image, np.float32)
    height, width = pixels.shape[:2]
    light = np.linspace(0.85, 0.5, width)[None, :, None] * np.linspace(1, 0.8, height)[:, None, None]
    noise = np.random.default_rng(7).normal(0, 6, pixels.shape)
    return Image.fromarray(np.clip(pixels * light + noise, 0, 255).astype(np.uint8))


def saved(image: Image.Image, format: str = "PNG", *more: Image.Image) -> bytes:
    out = BytesIO()
    extra = {"save_all": True, "append_images": list(more)} if more else {}
    image.save(out, format, **extra)
    return out.getvalue()


def scanned(*images: Image.Image, dpi: int = DPI) -> bytes:
    """A PDF whose pages are these pictures."""
    out = BytesIO()
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=list(images[1:]))
    return out.getvalue()
