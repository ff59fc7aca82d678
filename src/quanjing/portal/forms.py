"""Input of the desk, of readers, and of the editing pages where files come in."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from gongwen.errors import GongwenError
from quanjing.calls.models import Application
from quanjing.files.actions import check_upload
from quanjing.foundation.errors import Invalid, Problem
from quanjing.foundation.fields import Taking, area, day_field, line, select, ticks
from quanjing.portal.actions import ConsentGiven, MediaItem
from quanjing.portal.enums import Ground, Outcome
from quanjing.portal.models import ColumnPage

ACTIVE = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml", ".svg", ".js", ".eml")  # may carry scripts
CAPTIONS = re.compile(r"\A\ufeff?WEBVTT[ \t\r\n]")


def examined(upload: Any) -> Any:
    """The upload, once the product's own checks of files have let it pass."""
    if upload is None or not hasattr(upload, "read") or not getattr(upload, "content_type", ""):
        return upload
    if upload.name.lower().endswith(ACTIVE):
        raise ValidationError(_("Files that may carry scripts are not taken; please give a PDF."))
    upload.seek(0)
    try:
        if upload.name.lower().endswith(".vtt"):
            if not CAPTIONS.match(upload.read(1024 * 1024).decode("utf-8", "replace")):
                raise ValidationError(_("This is no WebVTT file."))
        else:
            check_upload(upload, upload.name)
    except GongwenError as error:
        raise ValidationError(str(error)) from error
    upload.seek(0)
    return upload


class PictureForm(BaseImageForm):
    """A picture says in words what is on it: for those who do not see it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            self.fields["description"].required = True
            self.fields["description"].help_text = _("What is on it, for readers who do not see it.")

    def clean_file(self) -> Any:
        return examined(self.cleaned_data.get("file"))


class DownloadForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        return examined(self.cleaned_data.get("file"))


class OpenForm(Taking):
    name = forms.CharField(label=_("Name of the portal"), max_length=100, widget=line())
    english = forms.CharField(label=_("Its name in English"), max_length=100, widget=line())


class NominationField(forms.ModelChoiceField[Application]):
    def label_from_instance(self, obj: Application) -> str:
        return f"{obj.subject} · {obj.call.title}"


class ConsentForm(Taking):
    person = forms.CharField(label=_("Who consents"), max_length=100, widget=line())
    use = forms.CharField(label=_("To what use"), max_length=300, widget=area(2))
    given_on = day_field(_("Day of the consent"), required=True)
    until = day_field(_("Until, last day (empty: until withdrawn)"))
    application: forms.ModelChoiceField[Application] = NominationField(
        label=_("Nomination with which the person agreed to a story"), queryset=None, required=False,
        empty_label="—", widget=select(), help_text=_("Taken back there, this consent ends at once."),
    )  # fmt: skip
    file = forms.FileField(label=_("Signed form, where there is one"), required=False)

    def __init__(self, *args: Any, nominations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["application"]
        chosen.queryset = nominations

    def given(self) -> ConsentGiven:
        names = ("person", "use", "given_on", "until", "application")
        return ConsentGiven(**{name: self.cleaned_data[name] for name in names})


class ColumnField(forms.ModelChoiceField[ColumnPage]):
    def label_from_instance(self, obj: ColumnPage) -> str:
        level = "– " * (obj.depth - 3)
        return f"{level}{obj.title}"


class TakeInForm(Taking):
    column: forms.ModelChoiceField[ColumnPage] = ColumnField(
        label=_("Column or issue"), queryset=None, empty_label="—", widget=select()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["column"]
        chosen.queryset = ColumnPage.objects.order_by("path")


class TakeDownForm(Taking):
    ground = forms.ChoiceField(label=_("Why it is taken down"), choices=Ground.choices, widget=select())
    reason = forms.CharField(label=_("In words"), max_length=300, widget=line())


class ReasonForm(Taking):
    reason = forms.CharField(label=_("What the person says, where something is said"), max_length=300,
                             required=False, widget=line())  # fmt: skip


class CoverageForm(Taking):
    """Rows pasted from a spreadsheet: outlet, day, title, address."""

    rows = forms.CharField(
        label=_("Rows pasted from a spreadsheet: outlet, date, title, address"),
        widget=area(5),
        max_length=100_000,
    )
    topic: forms.ModelChoiceField[ColumnPage] = forms.ModelChoiceField(
        label=_("Column that they belong to"),
        queryset=None,
        required=False,
        empty_label="—",
        widget=select(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["topic"]
        chosen.queryset = ColumnPage.objects.order_by("path")

    def items(self) -> list[MediaItem]:
        """Raises `Invalid` naming the rows that cannot be read."""
        problems: list[Problem] = []
        found: list[MediaItem] = []
        lines = [one for one in self.cleaned_data["rows"].splitlines() if one.strip()]
        for number, text in enumerate(lines, 1):
            try:
                found.append(_media_item(text, self.cleaned_data["topic"]))
            except ValueError:
                message = _("Row %(number)d needs an outlet, a date like 2026-09-03, a title and an address.")
                problems.append(Problem("rows", message % {"number": number}))
        if problems:
            raise Invalid(problems[:20])
        return found


def _media_item(text: str, topic: ColumnPage | None) -> MediaItem:
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) < 4 or not all(cells[:4]):
        raise ValueError
    outlet, day, title, url = cells[:4]
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise ValueError from error
    parts = [int(part) for part in re.findall(r"\d+", day)[:3]]
    if len(parts) < 3:
        raise ValueError
    return MediaItem(outlet[:150], title[:300], url[:500], date(*parts), topic)


class ReleaseForm(Taking):
    title = forms.CharField(label=_("Title for the public"), max_length=200, widget=line())
    text = forms.CharField(label=_("Text for the public"), widget=area(6))
    checked = forms.BooleanField(
        label=_("I have read it: it names no person and nothing internal."),
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )


class GradesForm(Taking):
    grades = forms.MultipleChoiceField(label=_("Grades whose bodies are named"), widget=ticks())

    def __init__(self, *args: Any, grades: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["grades"]
        chosen.choices = list(grades.items())


class ReportForm(Taking):
    text = forms.CharField(label=_("What is wrong, and where on the page"), max_length=2000, widget=area(5))
    contact = forms.CharField(
        label=_("How we reach you, if you want an answer"), max_length=150, required=False, widget=line()
    )


class SettleForm(Taking):
    outcome = forms.ChoiceField(
        label=_("What became of the report"),
        choices=[one for one in Outcome.choices if one[0] != Outcome.OPEN],
        widget=select(),
    )
    answer = forms.CharField(label=_("What became of it"), max_length=300, widget=line())
