"""Facts of a notice in words: for the cards, and for old and new side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quanjing.directives.models import Directive
from quanjing.directives.queries import value_of
from quanjing.foundation.templatetags.quanjing import cn_date
from quanjing.tasks.enums import DeadlineKind

MEDIA = {
    "text": gettext_lazy("text"),
    "table": gettext_lazy("table"),
    "photo": gettext_lazy("photo"),
    "video": gettext_lazy("video"),
    "scan": gettext_lazy("signed scan"),
    "file": gettext_lazy("file"),
}
RHYTHMS = {
    "daily": gettext_lazy("every day"),
    "weekly": gettext_lazy("every week"),
    "monthly": gettext_lazy("every month"),
    "quarterly": gettext_lazy("every quarter"),
    "yearly": gettext_lazy("every year"),
}
FORMATS = {
    "txt": gettext_lazy("plain text"),
    "html": gettext_lazy("a web page"),
    "image": gettext_lazy("a picture"),
    "eml": gettext_lazy("a mail"),
    "zip": gettext_lazy("a zip folder"),
}
CONVERTER = "libreoffice"  # what else a text engine says (its encoding) tells a reader nothing


def said(fact: str, value: Any) -> list[str]:
    """A value in the JSON of a notice as lines for people; nothing for no value."""
    if fact == "deadline":
        return [deadline_words(value)] if value else []
    if fact == "issued_on":
        return [cn_date(date.fromisoformat(value))] if value else []
    if fact == "contacts":
        return [contact_words(one) for one in value or ()]
    if fact == "attachments":
        return [str(one["title"]) for one in value or ()]
    if fact == "deliverables":
        return [thing_words(one) for one in value or ()]
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value else []


def contact_words(contact: Mapping[str, Any]) -> str:
    parts = [contact.get("org"), contact.get("name")]
    parts += [*(contact.get("phones") or ()), *(contact.get("emails") or ())]
    return " ".join(str(part) for part in parts if part)


def thing_words(thing: Mapping[str, Any]) -> str:
    medium = MEDIA.get(thing.get("media") or "", "")
    return _("%(text)s (%(medium)s)") % {"text": thing["text"], "medium": medium} if medium else thing["text"]


def deadline_words(deadline: Mapping[str, Any]) -> str:
    """9月15日 17:00, the kind where it is not a plain date, and the words in the text."""
    due = deadline.get("due")
    parts = [cn_date(date.fromisoformat(due)) if due else _("no date"), deadline.get("time") or ""]
    parts += [str(extra) for extra in _beside(deadline)]
    words = " ".join(part for part in parts if part)
    return _("%(words)s, in the text “%(phrase)s”") % {"words": words, "phrase": deadline["text"]}


def _beside(deadline: Mapping[str, Any]) -> list[Any]:
    kind = deadline.get("kind") or DeadlineKind.DATE
    parts: list[Any] = [] if kind == DeadlineKind.DATE else [DeadlineKind(kind).label]
    parts += [RHYTHMS[deadline["recurrence"]]] if deadline.get("recurrence") in RHYTHMS else []
    parts += [deadline["event"]] if deadline.get("event") else []
    return parts + ([workdays(deadline["offset_workdays"])] if deadline.get("offset_workdays") else [])


def workdays(count: int) -> str:
    return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}


def source_words(directive: Directive) -> str:
    """How the text was got; nothing for readings that do not say."""
    source = (directive.notice.get("facts") or {}).get("source")
    if not source:
        return ""
    form, engine = source.get("format") or "", source.get("engine") or ""
    values: dict[str, Any] = {"format": FORMATS.get(form, form.upper()), "engine": engine}
    if source.get("confidence") is not None:
        values["percent"] = int(100 * source["confidence"])  # never rounded up to certainty
        return _("Read from %(format)s by %(engine)s, %(percent)s %% sure") % values
    if engine.lower().startswith(CONVERTER):
        return _("Read from %(format)s through %(engine)s") % values
    return _("Read from %(format)s") % values


def frame_facts(directive: Directive) -> dict[str, Any]:
    """Everything of the notice beside its tasks: three queries at most."""
    attachments = list(directive.attachments.select_related("sheet").order_by("position"))
    return {
        "source": source_words(directive),
        "based_on": [one for one in directive.notice.get("based_on") or () if one.get("title")],
        "outline": directive.notice.get("sections") or [],
        "contacts": [
            (f"c{place}" if one.get("span") else "", contact_words(one), one.get("topic"))
            for place, one in enumerate(value_of(directive, "contacts"), start=1)
        ],
        "attachments": [(f"a{one.position}" if one.start is not None else "", one) for one in attachments],
    }
