"""What editors bring in: files are examined, pictures described, videos captioned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from quanjing.organizations.models import Post
from quanjing.portal.blocks import VideoBlock
from quanjing.portal.forms import examined
from quanjing.portal.models import Download, Picture
from tests.portal.conftest import Portal, drawn

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n春茶季\n".encode()
Browser = Callable[[Post], Client]


def upload(name: str, data: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=kind)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("run.exe", b"MZ\x90\x00" + b"\0" * 64),
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("plan.docx", b"MZ\x90\x00" + b"\0" * 64),  # another kind under a good name
        ("words.vtt", b"no captions"),
        ("empty.pdf", b""),
    ],
)
def test_files_that_are_not_what_they_should_be_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(ValidationError):
        examined(upload(name, data))


def test_captions_pass(db: None) -> None:
    assert examined(upload("words.vtt", CAPTIONS)) is not None


def test_a_refused_file_is_not_kept(portal: Portal, client_of: Browser) -> None:
    place = reverse("wagtaildocs:add")
    data = {"title": "说明", "file": upload("page.html", b"<html><script>alert(1)</script></html>")}
    assert client_of(portal.editor).post(place, data).status_code == 200
    assert not Download.objects.exists()
    client_of(portal.editor).post(place, {"title": "字幕", "file": upload("words.vtt", CAPTIONS)})
    assert Download.objects.get().title == "字幕"


@pytest.mark.parametrize(("description", "kept"), [("", 0), ("茶园里的百叶箱", 1)])
def test_a_picture_says_in_words_what_is_on_it(
    portal: Portal, client_of: Browser, description: str, kept: int
) -> None:
    picture = upload("picture.png", drawn().read(), "image/png")
    data = {"title": "百叶箱", "file": picture, "description": description, "source": "本会"}
    client_of(portal.editor).post(reverse("wagtailimages:add"), data)
    assert Picture.objects.count() == kept


def test_a_picture_that_is_none_is_refused(portal: Portal, client_of: Browser) -> None:
    fake = upload("picture.png", b"<html></html>", "image/png")
    data = {"title": "图", "file": fake, "description": "一张图"}
    client_of(portal.editor).post(reverse("wagtailimages:add"), data)
    assert not Picture.objects.exists()


@pytest.mark.parametrize(("captions", "wrong"), [("words.vtt", None), ("words.pdf", ["captions"])])
def test_a_video_has_captions(portal: Portal, captions: str, wrong: Any) -> None:
    value = {
        "title": "春茶季",
        "video": Download.objects.create(title="片", file=ContentFile(b"\0", "a.mp4")),
        "captions": Download.objects.create(title="字幕", file=ContentFile(CAPTIONS, captions)),
        "poster": Picture.objects.create(title="图", description="一张图", file=drawn()),
    }
    block = VideoBlock()
    if wrong is None:
        assert block.clean(block.to_python(_stored(value)))["title"] == "春茶季"
        return
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(_stored(value)))
    assert list(refused.value.block_errors) == wrong


def test_a_video_without_captions_is_refused(portal: Portal) -> None:
    value = {
        "title": "春茶季",
        "video": Download.objects.create(title="片", file=ContentFile(b"\0", "a.mp4")),
        "poster": Picture.objects.create(title="图", description="一张图", file=drawn()),
    }
    block = VideoBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({**_stored(value), "captions": None}))
    assert "captions" in refused.value.block_errors


def _stored(value: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(one, "pk", one) for name, one in value.items()}


@pytest.mark.parametrize("who", ["city_officer", "tea_handler", "auditor"])
def test_others_bring_nothing_in(portal: Portal, client_of: Browser, who: str) -> None:
    client = client_of(getattr(portal.world, who))
    for place in ("wagtaildocs:add", "wagtailimages:add"):
        assert client.post(reverse(place), {"title": "x"}).status_code == 403
    assert not Download.objects.exists()
