"""Measuring a Word file against GB/T 9704-2012: what differs, where, by which clause."""

from gongwen.check.layout import check_layout
from gongwen.check.report import Deviation, LayoutReport, Place

__all__ = ["Deviation", "LayoutReport", "Place", "check_layout"]
