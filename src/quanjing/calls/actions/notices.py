"""Public notices: displayed, extended, told, and as an office file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from gongwen.facade import official_docx, official_pdf
from gongwen.official import Form, Grid, Heading, OfficialDocument, Part, SignOff, Text
from quanjing.audit.actions import record
from quanjing.calls.enums import CallState
from quanjing.calls.models import Call, Decision, PublicNotice
from quanjing.calls.queries.naming import PublicGroup, PublicLine
from quanjing.calls.queries.notices import (
    first_day_from,
    last_day_of,
    posts_reached,
    workdays_between,
)
from quanjing.calls.rules.notices import FEWEST_DAYS, MOST_DAYS, runs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell

DISPLAYING = (CallState.DECIDING, CallState.NOTICED)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What a notice says, and how many working days it lasts from its first day."""

    title: str
    text: str
    channel: str
    first_day: date
    days: int


def proposed(decision: Decision) -> NoticeFacts:
    """The notice as an office would write it; a text of the office, to be changed before it starts."""
    call = decision.call
    with override(settings.LANGUAGE_CODE):
        words = {
            "title": call.title,
            "body": decision.body or call.organization.name,
            "count": decision.lines.filter(is_selected=True).count(),
        }
        title = _("Public notice: proposed selection for “%(title)s”") % words
        text = _(
            "In keeping with the call “%(title)s”, after form check and review, %(body)s has decided on the"
            " proposed selection of %(count)d entries. It is hereby made public for comment."
        )
        channel = _(", ").join(one for one in (call.organization.phone, call.organization.email) if one)
    days = max(call.notice_days, FEWEST_DAYS)
    return NoticeFacts(title, text % words, channel, first_day_from(clock.today()), days)


@transaction.atomic
def start_notice(*, actor: Actor, decision: Decision, facts: NoticeFacts) -> PublicNotice:
    """Display what a released decision selected, for objections; everybody whom the call reaches is told.

    Raises: `Denied`; `WrongState` for a decision that is not released or has a notice; `Invalid`.
    """
    call = (
        Call.objects.select_for_update(of=("self",)).select_related("organization").get(pk=decision.call_id)
    )
    if not runs(actor, call.organization_id):
        raise Denied
    shown = PublicNotice.objects.filter(decision=decision).exists()
    if decision.released_at is None or shown or call.state not in DISPLAYING:
        raise WrongState
    if problems := _problems(decision, facts):
        raise Invalid(problems)
    made = PublicNotice.objects.create(
        decision=decision, title=facts.title.strip()[:200], text=facts.text.strip(),
        channel=facts.channel.strip()[:300], first_day=facts.first_day,
        last_day=last_day_of(facts.first_day, facts.days), made_name=actor.signature, made_at=clock.now(),
    )  # fmt: skip
    if call.state != CallState.NOTICED:
        call.state = CallState.NOTICED
        call.save(update_fields=["state"])
    enqueue("calls.tell_notice", actor=actor, notice=made.code)
    record(actor=actor, verb="calls.start_notice", on=made, detail=_span(made))
    return made


@transaction.atomic
def extend_notice(*, actor: Actor, notice: PublicNotice, last_day: date, reason: str) -> PublicNotice:
    """Let a notice last longer, with a reason that stands on it. Raises `Denied`, `WrongState`, `Invalid`."""
    rows = PublicNotice.objects.select_for_update(of=("self",)).select_related("decision__call")
    current = rows.get(pk=notice.pk)
    if not runs(actor, current.decision.call.organization_id):
        raise Denied
    if current.published_at is not None:
        raise WrongState
    problems = []
    if last_day <= current.last_day or last_day < clock.today():
        problems.append(Problem("last_day", _("A day after the last one so far, from today on.")))
    if not reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if problems:
        raise Invalid(problems)
    step = {"from": current.last_day.isoformat(), "to": last_day.isoformat()}
    step |= {"reason": reason.strip()[:300], "name": actor.signature}
    current.extensions = [*current.extensions, step]
    current.last_day = last_day
    current.save(update_fields=["extensions", "last_day"])
    enqueue("calls.tell_notice", actor=actor, notice=current.code)
    record(
        actor=actor,
        verb="calls.extend_notice",
        on=current,
        detail={**_span(current), "reason": step["reason"]},
    )
    return current


def tell_notice(code: str) -> int:
    """Tell everybody whom the call reaches, once for each last day; how many posts."""
    rows = PublicNotice.objects.select_related("decision__call__organization", "decision__call__under")
    notice = rows.get(code=code)
    call = notice.decision.call
    return tell(
        post_ids=posts_reached(call).values_list("pk", flat=True),
        kind="notice_displayed",
        values={
            "title": notice.title,
            "issuer": call.organization.name,
            "last_day": notice.last_day.isoformat(),
        },
        link=reverse("notice_page", args=[notice.code]),
        key=f"notice:{notice.code}:{notice.last_day.isoformat()}",
    )


def span_words(notice: PublicNotice) -> str:
    """From when to when, as a sentence of the notice."""
    form = pgettext("a day in a report", "j M Y")
    return _("It is displayed from %(first)s to %(last)s (%(days)d working days).") % {
        "first": formatted(notice.first_day, form),
        "last": formatted(notice.last_day, form),
        "days": workdays_between(notice.first_day, notice.last_day),
    }


def channel_words(notice: PublicNotice) -> str:
    """How to object, as a sentence of the notice."""
    return _(
        "Whoever objects is asked to say so within this time, under a name and with the facts: %(channel)s."
        " What is said is treated in confidence."
    ) % {"channel": notice.channel}


def notice_file(*, notice: PublicNotice, groups: list[PublicGroup], form: str) -> bytes:
    """The notice in the official layout, as docx or pdf. The caller has authorized the reader."""
    with override(settings.LANGUAGE_CODE):
        parts: list[Part] = [Text(notice.text), Text(span_words(notice)), Text(channel_words(notice))]
        for group in groups:
            parts += [Heading(1, group.direction), grid_of(group)]
        document = OfficialDocument(
            form=Form.PLAIN,
            title=notice.title,
            parts=tuple(parts),
            sign_off=SignOff((notice.decision.call.organization.name,), notice.first_day),
        )
    if form == "docx":
        return official_docx(document)
    return official_pdf(document, font_dir=settings.FONT_DIR).data


def grid_of(group: PublicGroup) -> Grid:
    """The list of a direction as a table; a column for grades where any was given."""
    graded = group.is_graded
    heads = (_("No."), _("Name of the entry"), _("Unit"), *([_("Grade")] if graded else []))
    rows = [
        (str(place), _subject(line), line.unit, *([line.grade] if graded else []))
        for place, line in enumerate(group.lines, start=1)
    ]
    return Grid(heads, rows, (1, 6, 6, 2) if graded else (1, 6, 6))


def _subject(line: PublicLine) -> str:
    if not line.project:
        return line.subject
    return _("%(subject)s (project: %(project)s)") % {"subject": line.subject, "project": line.project}


def _problems(decision: Decision, facts: NoticeFacts) -> list[Problem]:
    found = []
    if not decision.lines.filter(is_selected=True).exists():
        found.append(Problem("", _("Nothing was selected, so there is nothing to display.")))
    for name, value in (("title", facts.title), ("text", facts.text), ("channel", facts.channel)):
        if not value.strip():
            found.append(Problem(name, _("This is needed.")))
    if facts.first_day < clock.today():
        found.append(Problem("first_day", _("This day is past.")))
    if not FEWEST_DAYS <= facts.days <= MOST_DAYS:
        found.append(Problem("days", _("At least 3 working days, at most 30.")))
    return found


def _span(notice: PublicNotice) -> dict[str, object]:
    return {"first_day": notice.first_day.isoformat(), "last_day": notice.last_day.isoformat()}
