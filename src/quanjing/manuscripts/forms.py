"""What a browser sends -> clean values."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import Taking, area, day_field, line, select
from quanjing.manuscripts.enums import Way
from quanjing.manuscripts.queries import PoolFilter
from quanjing.organizations.enums import SocietyClass

LONGEST_QUESTION = 100


class ForwardForm(Taking):
    """To whom a version went."""

    recipient = forms.CharField(label=_("Recipient"), max_length=200, widget=line())
    sent_on = day_field(_("Passed on (date)"), required=True)
    way = forms.ChoiceField(label=_("Way"), choices=Way.choices, widget=select())
    note = forms.CharField(label=_("Remark on it"), max_length=500, required=False, widget=line())


class AnswerForm(Taking):
    """What came back; the points and the file stand beside it on the page."""

    given_on = day_field(_("Answered (date)"), required=True)
    text = forms.CharField(label=_("Text of the answer"), required=False, widget=area(5))


def read_filter(query: QueryDict) -> PoolFilter:
    """The filter of the pool; what it does not know counts as not given."""
    society_class = number(query.get("class"))
    return PoolFilter(
        tag=number(query.get("tag")),
        task=query.get("task", "")[:16],
        society_class=society_class if society_class in SocietyClass.values else None,
        unused=query.get("unused") == "yes",
        waiting=query.get("waiting") == "yes",
        words=query.get("q", "")[:LONGEST_QUESTION].strip(),
    )


def number(text: object) -> int | None:
    """A whole number of at most nine figures, or None."""
    words = str(text or "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else None


def numbers(texts: list[str]) -> list[int]:
    return [found for text in texts if (found := number(text)) is not None]
