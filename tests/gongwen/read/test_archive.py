"""Zips from strangers: limits hold whatever the headers say."""

import struct
import zipfile
from io import BytesIO

import pytest
from tests.gongwen.read.packages import zip_of

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument
from gongwen.model import Options
from gongwen.read.archive import open_archive

MEGABYTE = 1024 * 1024


def test_members_are_read_by_name() -> None:
    archive = open_archive(zip_of({"文件夹/a.txt": "甲", "b.txt": "乙"}), Options())
    assert (archive.names, archive.read("文件夹/a.txt")) == (
        frozenset({"文件夹/a.txt", "b.txt"}),
        "甲".encode(),
    )


def test_names_in_gb18030_are_read() -> None:
    data = zip_of({"xxxxxxxx.txt": "甲"}).replace(b"xxxxxxxx", "通知附件".encode("gb18030"))
    assert open_archive(data, Options()).names == {"通知附件.txt"}


def test_a_member_without_a_name_is_one_like_others() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(zipfile.ZipInfo(""), "甲")
        packed.writestr("b.txt", "乙")
    archive = open_archive(out.getvalue(), Options())
    assert (archive.names, archive.read("")) == (frozenset({"", "b.txt"}), "甲".encode())


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(ExpandingDocument):
        open_archive(zip_of({str(n): b"" for n in range(4)}), Options(zip_max_entries=3))


def test_too_high_a_ratio_is_refused() -> None:
    with pytest.raises(ExpandingDocument):
        open_archive(zip_of({"a": bytes(5 * MEGABYTE)}), Options())


def test_small_file_may_have_any_ratio() -> None:
    open_archive(zip_of({"a": bytes(MEGABYTE)}), Options()).verify()


def test_too_much_content_is_refused_whatever_the_ratio() -> None:
    with pytest.raises(ExpandingDocument):
        open_archive(zip_of({"a": bytes(MEGABYTE)}), Options(zip_max_expanded=MEGABYTE - 1))


def test_header_that_promises_less_than_comes_out_is_not_believed() -> None:
    data = zip_of({"a": bytes(8 * MEGABYTE)})
    lying = data.replace(struct.pack("<I", 8 * MEGABYTE), struct.pack("<I", 1000))
    archive = open_archive(lying, Options())
    with pytest.raises(ExpandingDocument):
        archive.verify()


def test_header_that_lies_within_the_limits_is_damage() -> None:
    data = zip_of({"a": bytes(5000)})
    archive = open_archive(data.replace(struct.pack("<I", 5000), struct.pack("<I", 1000)), Options())
    with pytest.raises(DamagedDocument):
        archive.read("a")


def test_limit_holds_over_all_members_together() -> None:
    data = zip_of({name: bytes(3 * MEGABYTE) for name in "ab"})
    lying = data.replace(struct.pack("<I", 3 * MEGABYTE), struct.pack("<I", 1000))
    with pytest.raises(DamagedDocument):
        open_archive(lying, Options()).verify()


def test_flipped_bit_is_damage() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "请于9月15日前报送")
    data = out.getvalue().replace("9月15日".encode(), "9月16日".encode())
    with pytest.raises(DamagedDocument):
        open_archive(data, Options()).read("a.txt")


def test_zip_without_directory_is_damage() -> None:
    with pytest.raises(DamagedDocument):
        open_archive(zip_of({"a": b"1" * 500})[:-30], Options())


def test_missing_member_is_damage() -> None:
    with pytest.raises(DamagedDocument):
        open_archive(zip_of({"a": b""}), Options()).read("b")


def test_member_under_password_is_named() -> None:
    data = bytearray(zip_of({"a": b"1"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedDocument):
        open_archive(bytes(data), Options())


def test_part_too_large_to_parse_is_refused() -> None:
    archive = open_archive(zip_of({"a": bytes(65 * MEGABYTE)}), Options(zip_max_ratio=2000))
    with pytest.raises(ExpandingDocument):
        archive.read_xml("a")
