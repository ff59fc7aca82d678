"""Pictures and files of the portal; each has an address that nobody guesses."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.core.files.images import ImageFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from quanjing.foundation.ids import new_code


class Picture(AbstractImage):
    """A picture with the words that stand for it, and where it comes from."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)
    source = models.CharField(_("source of the picture"), max_length=200, blank=True)

    admin_form_fields = (
        "title", "file", "description", "source", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> File[bytes]:
        """In memory, so that no temporary file is left open."""
        made = super().generate_rendition_file(filter, source=source)
        with made:
            made.seek(0)
            return ImageFile(BytesIO(made.read()), name=made.name)


class PictureRendition(AbstractRendition):
    """A picture cut to one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="portal_rendition_once"
            )
        ]

    @property
    def url(self) -> str:
        name = self.file.name.rpartition("/")[2]
        return reverse("portal_picture", kwargs={"code": self.image.code, "number": self.pk, "name": name})


class Download(AbstractDocument):
    """A file to be downloaded, a video, or the captions of one."""

    code = models.CharField(max_length=16, unique=True, default=new_code, editable=False)

    admin_form_fields = ("title", "file", "collection")

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def url(self) -> str:
        return reverse("portal_file", kwargs={"code": self.code, "name": self.filename})
