"""Photos made small enough for a paper: turned upright, scaled down, on white."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_LONG_SIDE = 1_400  # dots: 156 mm at about 230 to the inch
_QUALITY = 82
_MOST_DOTS = 120_000_000  # a larger one is not opened: it would fill the memory
WIDEST, HIGHEST = 140.0, 105.0  # millimetres on the paper, for both orientations


@dataclass(frozen=True, slots=True)
class Scaled:
    """A JPEG and its size on the paper in millimetres."""

    data: bytes
    width: float
    height: float


def scaled(data: bytes) -> Scaled | None:
    """A picture of any kind as a JPEG for the paper, None where it cannot be opened."""
    # Pillow is slow to load, and reading a notice must not wait for it.
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(data))
        if opened.width * opened.height > _MOST_DOTS:
            return None
        opened.draft("RGB", (_LONG_SIDE, _LONG_SIDE))  # a JPEG is decoded at a fraction of its size
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((_LONG_SIDE, _LONG_SIDE))
        if upright.mode != "RGB":
            upright = _on_white(upright)
        out = BytesIO()
        upright.save(out, "JPEG", quality=_QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # whatever Pillow says of a damaged file
    share = min(WIDEST / upright.width, HIGHEST / upright.height, 25.4 / 96)
    return Scaled(out.getvalue(), upright.width * share, upright.height * share)


def _on_white(picture: Image.Image) -> Image.Image:
    from PIL import Image

    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white
