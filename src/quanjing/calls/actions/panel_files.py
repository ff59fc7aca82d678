"""What the desk takes away: table of scores, order in the official layout, all for computing again."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.facade import Column, Workbook, Worksheet, official_docx, write_workbook
from gongwen.facade import Value as Cell
from gongwen.official import Form, Grid, Heading, OfficialDocument, Text
from quanjing.audit.actions import record
from quanjing.calls.enums import Mean, Round, ScoreState, Tie
from quanjing.calls.judging import shown
from quanjing.calls.judging.results import Result
from quanjing.calls.models import Application, Call, Score
from quanjing.calls.queries.panel_results import as_json, counted, results
from quanjing.calls.queries.panels import judged_of
from quanjing.calls.rules.judging import need_run
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.templatetags.quanjing import cn_date


def results_json(*, actor: Actor, call: Call) -> bytes:
    """Everything that the results follow from, without names. Raises `Denied`."""
    need_run(actor, call)
    record(actor=actor, verb="calls.export_results", on=call, detail={"format": "json"})
    return json.dumps(as_json(call), ensure_ascii=False, indent=1).encode()


def scores_xlsx(*, actor: Actor, call: Call, with_names: bool) -> bytes:
    """A row for each sheet of a judge, and a row for each result. Judges by mark unless names are asked for.

    Without names applications stand by their number alone. Raises `Denied`.
    """
    need_run(actor, call)
    criteria = list(call.criteria.all())
    heads = [_("Number"), _("Direction"), _("Round"), _("Judge"), *(one.name for one in criteria)]
    heads += [_("Total"), _("Counts"), _("Feedback to the applicant"), _("Note to the desk")]
    more = [_("Title"), _("Organization"), _("Name of the judge")] if with_names else []
    counts = set(counted(call).values_list("pk", flat=True))
    rows = Score.objects.filter(application__call=call, state__in=(ScoreState.DONE, ScoreState.EXCLUDED))
    rows = rows.select_related("application__direction", "application__organization", "judge__post__holder")

    def lines() -> Iterator[list[Cell]]:
        for one in rows.order_by("application__direction__position", "application__blind", "pk"):
            points: list[Cell] = [one.points.get(str(each.pk), "") for each in criteria]
            line: list[Cell] = [
                one.application.blind, one.application.direction.name, round_in_words(one.round),
                one.judge.mark, *points, one.total, _("yes") if one.pk in counts else _("no"), one.feedback,
                one.note,
            ]  # fmt: skip
            yield line + (_names(one) if with_names else [])

    sheets = [
        Worksheet(_("Sheets"), "", tuple(Column(head) for head in [*heads, *more]), lines()),
        Worksheet(
            _("Results"), "", tuple(map(Column, _result_heads(with_names))), _results(call, with_names)
        ),
    ]
    out = io.BytesIO()
    write_workbook(out, Workbook(_("Scores"), sheets, get_language() or settings.LANGUAGE_CODE))
    detail = {"format": "xlsx", "with_names": with_names}
    record(actor=actor, verb="calls.export_results", on=call, detail=detail)
    return out.getvalue()


def ranking_docx(*, actor: Actor, call: Call) -> bytes:
    """The order in each direction with the rules that it follows; a text of the office. Raises `Denied`."""
    need_run(actor, call)
    applications = _applications(call)
    by_direction: dict[int, list[Result]] = defaultdict(list)
    for one in results(call):
        by_direction[one.group].append(one)
    with override(settings.LANGUAGE_CODE):
        as_of = _("As of %(day)s.") % {"day": cn_date(clock.today())}
        parts: list[Text | Heading | Grid] = [Text(f"{as_of} {rules_in_words(call)}")]
        heads = (
            _("Place in the order"),
            _("Number"),
            _("Title"),
            _("Organization"),
            _("Result"),
            _("Decided by"),
        )
        for direction in call.directions.all():
            rows = [
                (
                    f"{one.place}", f"{applications[one.key].blind or ''}", applications[one.key].title,
                    applications[one.key].organization.name, shown(one.result), decided_by(one),
                )
                for one in by_direction[direction.pk]
            ]  # fmt: skip
            parts += [Heading(1, direction.name), Grid(heads, rows, (1, 1, 5, 4, 2, 2))]
        title = _("Results of the panels: %(title)s") % {"title": call.title}
        data = official_docx(OfficialDocument(form=Form.PLAIN, title=title, parts=tuple(parts)))
    record(actor=actor, verb="calls.export_results", on=call, detail={"format": "docx"})
    return data


def rules_in_words(call: Call) -> str:
    """How results came about, in one paragraph."""
    words = _("Totals of the judges: %(mean)s. Equals are parted by: %(ties)s. Seed: %(seed)s.")
    ties = _(", ").join(str(Tie(one).label) for one in call.ties) or "—"
    found = [
        words
        % {
            "mean": Mean(call.mean).label,
            "ties": ties,
            "seed": call.seed or "—",
        }
    ]
    if call.mean == Mean.TRIMMED:
        left_out = _("Highest and lowest are left out from %(count)d judges on.")
        found.append(left_out % {"count": call.trim_from})
    if call.show_share:
        show = _("The upper %(share)d per cent come to the road show, which makes %(weight)d per cent.")
        found.append(show % {"share": call.show_share, "weight": call.show_weight})
    return ("" if (get_language() or "").startswith("zh") else " ").join(found)


def round_in_words(round: str) -> str:
    return _("road show") if round == Round.SHOW else _("review on paper")


def decided_by(one: Result) -> str:
    """What separated an application from its equals."""
    if one.is_shared:
        return _("shared place")
    return str(Tie(one.decided_by).label) if one.decided_by else _("the result")


def _names(one: Score) -> list[Cell]:
    holder = one.judge.post.holder
    return [one.application.title, one.application.organization.name, holder.name if holder else ""]


def _result_heads(with_names: bool) -> list[str]:
    heads = [_("Direction"), _("Place in the order"), _("Number"), _("Result"), _("On paper"), _("Road show")]
    heads += [_("Counted"), _("Left out of the mean"), _("Decided by")]
    return [*heads, _("Title"), _("Organization")] if with_names else heads


def _results(call: Call, with_names: bool) -> Iterator[list[Cell]]:
    applications = _applications(call)
    for one in results(call):
        application = applications[one.key]
        line: list[Cell] = [
            application.direction.name, one.place, application.blind, one.result, one.paper.result,
            one.show.result if one.show else None, " ".join(map(str, one.paper.counted)),
            " ".join(map(str, one.paper.left_out)), decided_by(one),
        ]  # fmt: skip
        yield line + ([application.title, application.organization.name] if with_names else [])


def _applications(call: Call) -> dict[int, Application]:
    rows = judged_of(call).select_related("organization", "direction")
    return {one.pk: one for one in rows}
