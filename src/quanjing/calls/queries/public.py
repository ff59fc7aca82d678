"""Notices and results as everybody may read them: the lists and the pages of the public portal."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quanjing.calls.models import PublicNotice
from quanjing.calls.queries.naming import PublicGroup, groups_by_decision, merged
from quanjing.calls.queries.notices import published_calls, running_notices
from quanjing.foundation import clock
from quanjing.foundation.public import PublicFacts, PublicKind, PublicPage, PublicTable

# Steps after which a list names something else, beside the passing of a day.
NAMING = frozenset({
    "calls.give_consent", "calls.withdraw_consent", "calls.paper_consent", "calls.decide_objection",
    "calls.withdraw",
})  # fmt: skip
NOTICES = NAMING | {"calls.start_notice", "calls.extend_notice", "calls.publish_results", "calls.call_off"}


def _notice(notice: Any) -> PublicFacts:
    return PublicFacts(
        notice.title, on=notice.first_day, until=notice.last_day,
        body=notice.decision.call.organization.name, code=notice.code,
    )  # fmt: skip


def _notice_page(code: str) -> PublicPage | None:
    notice = running_notices().filter(code=code).first()
    if notice is None:
        return None
    facts = _notice(notice)
    words = _("Objections: %(channel)s") % {"channel": notice.channel}
    said = PublicFacts(
        facts.title, f"{notice.text}\n{words}", facts.on, facts.until, body=facts.body, code=code
    )
    return PublicPage(said, _tables(groups_by_decision([notice.decision_id])[notice.decision_id]))


def _done() -> QuerySet[Any]:
    """Calls whose results came out, the newest first."""
    return published_calls().order_by("-out_at", "-pk")


def _result(call: Any) -> PublicFacts:
    day = call.out_at.astimezone(clock.CHINA).date()
    return PublicFacts(call.title, call.award, on=day, body=call.organization.name, code=call.code)


def _result_page(code: str) -> PublicPage | None:
    call = _done().filter(code=code).first()
    if call is None:
        return None
    out = PublicNotice.objects.filter(decision__call=call, published_at__isnull=False)
    decisions = list(out.order_by("decision__number").values_list("decision", flat=True))
    groups = groups_by_decision(decisions)
    return PublicPage(_result(call), _tables(merged(groups[one] for one in decisions)))


def _tables(groups: list[PublicGroup]) -> tuple[PublicTable, ...]:
    return tuple(_table(group) for group in groups)


def _table(group: PublicGroup) -> PublicTable:
    """A direction; columns of projects and of grades where there are any."""
    graded = group.is_graded
    based = any(line.project for line in group.lines)
    heads = (_("Name of the entry"), *([_("Project")] if based else []), _("Unit"),
             *([_("Grade")] if graded else []))  # fmt: skip
    rows = tuple(
        (line.subject, *([line.project] if based else []), line.unit, *([line.grade] if graded else []))
        for line in group.lines
    )
    return PublicTable(group.direction, heads, rows, _note(group))


def _note(group: PublicGroup) -> str:
    notes = []
    if group.unnamed:
        words = ngettext(
            "%(count)s entry is not named: the nominee has not agreed.",
            "%(count)s entries are not named: the nominees have not agreed.", group.unnamed,
        )  # fmt: skip
        notes.append(words % {"count": group.unnamed})
    if group.taken_out:
        words = ngettext(
            "%(count)s entry was taken out.", "%(count)s entries were taken out.", group.taken_out
        )
        notes.append(words % {"count": group.taken_out})
    return " ".join(notes)


PUBLIC = (
    PublicKind(
        "notices", gettext_lazy("Public notices"),
        gettext_lazy("What is displayed for objections now, and until when."), 4, running_notices, _notice,
        page=_notice_page, verbs=NOTICES, mark=gettext_lazy("public notice"),
    ),
    PublicKind(
        "results", gettext_lazy("Results of calls"),
        gettext_lazy("What was selected; persons are named who agreed to it."), 6, _done, _result,
        page=_result_page, verbs=NOTICES, mark=gettext_lazy("result"),
    ),
)  # fmt: skip
