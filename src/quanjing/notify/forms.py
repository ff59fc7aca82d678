"""Which messages a person means."""

from __future__ import annotations

from typing import Any

from django import forms

from quanjing.notify.enums import MailState


class NumbersField(forms.Field):
    """Several whole numbers under one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        texts = super().clean(value)
        if not all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
            raise forms.ValidationError(self.error_messages["required"])
        return [int(text) for text in texts]


class MailsForm(forms.Form):
    """Which mails of the outbox are shown."""

    state = forms.ChoiceField(choices=[("", ""), ("trouble", ""), *MailState.choices], required=False)


class MessagesForm(forms.Form):
    message = NumbersField()
