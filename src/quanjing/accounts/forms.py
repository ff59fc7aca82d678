"""HTTP input of the pages about one's own account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import PasswordTwice


class PasswordForm(PasswordTwice):
    """A new password for an account that exists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("New password")
