"""The sheet of one body on paper, in the layout of the office."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import official_docx
from gongwen.official import Form, Grid, Head, OfficialDocument, SignOff, Text
from quanjing.assessment.actions.exports import class_words, grade_words
from quanjing.assessment.models import Assessed
from quanjing.assessment.queries import lines_shown, plain_number
from quanjing.assessment.rules import explained
from quanjing.foundation import clock
from quanjing.foundation.errors import WrongState

WIDTHS = (3, 9, 3, 3, 12)


def sheet_docx(assessed: Assessed) -> bytes:
    """Every line of a body with its marks and their reason, as the office that published them prints it.

    Raises `WrongState` before publication. The caller has authorized the reader.
    """
    scheme = assessed.scheme
    if not scheme.is_published:
        raise WrongState(_("There is nothing to take out before it is published."))
    with override(settings.LANGUAGE_CODE):  # a paper of the office
        body, desk = assessed.organization.name, scheme.organization.name
        heads = (_("No."), _("Indicator"), _("At most"), _("Marks"), _("Reason"))
        day = scheme.published_at.astimezone(clock.CHINA).date() if scheme.published_at else None
        document = OfficialDocument(
            Form.RED_HEAD,
            _("Score sheet of %(body)s: %(scheme)s") % {"body": body, "scheme": scheme},
            head=Head(agency=desk),
            addressees=(body,),
            parts=(Text(_basis(assessed)), Grid(heads, list(_rows(assessed)), WIDTHS)),
            sign_off=SignOff((desk,), day),
            words=(body, desk),
        )
        return official_docx(document)


def _basis(assessed: Assessed) -> str:
    scheme = assessed.scheme
    tier = next((one["label"] for one in scheme.tiers if one["key"] == assessed.tier), "")
    return _(
        "%(place)s, facts from %(first)s to %(last)s. Base %(base)s, bonus %(bonus)s, total %(total)s. "
        "Grade: %(grade)s."
    ) % {
        "place": _(", ").join(one for one in (class_words(assessed), tier) if one),
        "first": f"{scheme.facts_from:%Y-%m}", "last": f"{scheme.facts_to:%Y-%m}",
        "base": assessed.base, "bonus": assessed.bonus, "total": assessed.total,
        "grade": grade_words(scheme).get(assessed.grade, assessed.grade),
    }  # fmt: skip


def _rows(assessed: Assessed) -> Iterator[tuple[str, ...]]:
    """Headings without marks, lines with the marks and the reason that were kept."""
    for line in lines_shown(assessed, reviews=False):
        number, label = line.placed.number, line.indicator.label
        if line.most is None:
            yield number, label, "", "", ""
            continue
        reason = explained(line.indicator, line.rule, line.given, capped=line.capped)
        yield number, label, plain_number(line.most), plain_number(line.marks or Decimal(0)), reason
