"""What the colours mean, in words: red first."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.colours import Colour

WORDS: dict[str, Promise] = {
    Colour.RED: _("overdue"),
    Colour.AMBER: _("due within three days"),
    Colour.BLUE: _("due within a week"),
    "": _("later, or without a date"),
}
