"""Golden files: `UPDATE_GOLDEN=1 pytest tests/gongwen/render` writes them anew."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

GOLDEN = Path(__file__).parents[2] / "golden" / "render"


@pytest.fixture
def assert_golden() -> Callable[[str, bytes, str], None]:
    """Compares one XML part of a rendered package with its golden file."""

    def check(name: str, package: bytes, part: str) -> None:
        root = etree.fromstring(zipfile.ZipFile(BytesIO(package)).read(part))
        etree.indent(root)
        found = etree.tostring(root, encoding="unicode") + "\n"
        golden = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            golden.write_text(found, encoding="utf-8")
        assert found == golden.read_text(encoding="utf-8")

    return check
