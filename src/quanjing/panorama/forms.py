"""What the panorama is narrowed to; what makes no sense narrows nothing."""

from __future__ import annotations

from typing import Any

from django import forms

from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.panorama.enums import Time, Which
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look, look_at


class LookForm(forms.Form):
    under = forms.CharField(required=False, max_length=16)
    society_class = forms.TypedChoiceField(required=False, choices=SocietyClass.choices, coerce=int)
    level = forms.ChoiceField(required=False, choices=Level.choices)
    time = forms.ChoiceField(required=False, choices=Time.choices)
    which = forms.ChoiceField(required=False, choices=Which.choices)

    def look(self, actor: Actor, snapshot: Snapshot) -> Look:
        """Raises `Missing` for a body that the actor may not see or that the count does not have."""
        given = self._given()
        return look_at(
            actor,
            snapshot,
            given.get("under") or "",
            given.get("society_class") or 0,
            given.get("level") or "",
            given.get("time") or "",
        )

    @property
    def wanted(self) -> Which:
        return Which(self._given().get("which") or Which.IN)

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
