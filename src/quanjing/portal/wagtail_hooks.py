"""What stands in the menu of the editing pages, and their colours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

NAMES = {
    "explorer": _("Pages of the portal"),
    "images": _("Pictures of the portal"),
    "documents": _("Files of the portal"),
}


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]  # Wagtail has no types
def shorten(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    """Pages, pictures and files, under names that mean nothing else in the product; and the way back."""
    items[:] = [item for item in items if item.name in NAMES]
    for item in items:
        item.label = NAMES[item.name]
    items.append(MenuItem(_("Back to the desk"), reverse("portal_desk"), icon_name="home", order=1))


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]  # Wagtail has no types
def colours() -> str:
    """The product's colours and its mark."""
    return format_html('<link rel="stylesheet" href="{}">', static("portal/editing.css"))
