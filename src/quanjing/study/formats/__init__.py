"""Files of other programs: captions of videos."""

from quanjing.study.formats.captions import BadCaptions, read_captions

__all__ = ["BadCaptions", "read_captions"]
