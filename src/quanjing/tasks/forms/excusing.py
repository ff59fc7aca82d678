"""Input of the pages that let units off an item, and that address further bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from quanjing.foundation.fields import line, select, ticks
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import State
from quanjing.tasks.forms.deadlines import ExtendForm, ReasonForm
from quanjing.tasks.models import Task


class ExcuseForm(ExtendForm):
    """What becomes of the assignments behind the filter, and why."""

    until = None  # type: ignore[assignment]  # how Django drops an inherited field
    scope = None  # type: ignore[assignment]
    to = forms.TypedChoiceField(
        label=gettext_lazy("What to do"),
        coerce=State,
        choices=(
            (State.EXEMPT, gettext_lazy("exempt: this unit need not report")),
            (State.CANCELLED, gettext_lazy("cancel: the item no longer holds")),
            (State.DUE, gettext_lazy("ask for it again after all")),
        ),
        widget=select(),
    )
    field_order = ("to", "reason", "task", "text", "late")

    def __init__(
        self, data: Mapping[str, Any] | None, *, tasks: Iterable[Task], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, tasks=tasks, initial=initial)
        self.order_fields(self.field_order)


class AddressForm(ReasonForm):
    """Further bodies, out of those that are listed, and why only now."""

    organizations = forms.MultipleChoiceField(
        label=gettext_lazy("Bodies"),
        widget=ticks(),
    )
    field_order = ("organizations", "reason")

    def __init__(self, data: Mapping[str, Any] | None, *, bodies: Iterable[Organization]) -> None:
        super().__init__(data)
        field = self.fields["organizations"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(body.code, body.name) for body in bodies]


class NameForm(forms.Form):
    """Part of a name."""

    text = forms.CharField(
        label=gettext_lazy("Name of the organization contains"), required=False, max_length=100,
        widget=line(),
    )  # fmt: skip
