"""Files of other programs: captions of videos, courses as zips, questions."""

from quanjing.study.formats.captions import BadCaptions, read_captions
from quanjing.study.formats.gift import write_gift
from quanjing.study.formats.package import BadPackage, CoursePack, PagePack, read_package, write_package

__all__ = [
    "BadCaptions",
    "BadPackage",
    "CoursePack",
    "PagePack",
    "read_captions",
    "read_package",
    "write_gift",
    "write_package",
]
