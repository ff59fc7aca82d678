"""The presence list to be signed on paper."""

from __future__ import annotations

from django.conf import settings
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import official_docx
from gongwen.official import Form, Grid, OfficialDocument
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.study.enums import SeatState
from quanjing.study.models import TrainingClass
from quanjing.study.rules import need_keeper

WIDTHS = (1, 2, 5, 4, 2, 3)


def presence_docx(*, actor: Actor, training_class: TrainingClass) -> bytes:
    """Everybody confirmed, by groups, with a column to sign in; it leaves an entry. Raises `Denied`."""
    need_keeper(actor, training_class.organization_id)
    seats = training_class.nominations.filter(state=SeatState.CONFIRMED).order_by(
        "group", "organization__path", "pk"
    )
    with override(settings.LANGUAGE_CODE):  # a paper of the office
        columns = (_("No."), _("Group"), _("Organization"), _("Post"), _("Name"), _("Signature"))
        rows = [
            (
                str(number),
                seat.group.name if seat.group else "",
                seat.organization.name,
                seat.post.title,
                seat.post.holder.name if seat.post.holder else "",
                "",
            )
            for number, seat in enumerate(
                seats.select_related("group", "organization", "post__holder"), start=1
            )
        ]
        days = "{} – {}".format(
            *(formatted(day, _("j M Y")) for day in (training_class.starts_on, training_class.ends_on))
        )
        document = OfficialDocument(
            form=Form.TABLE,
            title=_("Presence list: %(title)s") % {"title": training_class.title},
            parts=(Grid(columns, rows, WIDTHS, unit=f"{days} {training_class.place}".strip()),),
        )
    record(actor=actor, verb="study.print_presence", on=training_class)
    return official_docx(document)
