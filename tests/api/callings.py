"""An open call for the provincial societies and one whose time is over, with what the tea society has."""

from __future__ import annotations

from datetime import timedelta

from quanjing.calls.actions import (
    ApplicationFacts,
    begin_application,
    begin_call,
    open_call,
    send_application,
)
from quanjing.calls.enums import CallKind, CallState
from quanjing.calls.models import Application, Call, PublicNotice
from quanjing.calls.queries import get_call
from quanjing.foundation import clock
from tests.api.conftest import Stage
from tests.calls.stage_decided import decided, noticed

SAID = {"f1": "走进茶园", "f2": "培训 120 人", "f4": "办公室"}


def draft_of(stage: Stage) -> Application:
    """A draft that is complete, in a call that is open; the same one again."""
    found = Application.objects.filter(title="走进茶园").select_related("call").first()
    return found or _begun(stage, "走进茶园")


def sent_of(stage: Stage) -> Application:
    """What was sent to a call whose time is over; the same one again."""
    found = Application.objects.filter(title="已交").select_related("call").first()
    if found is not None:
        return found
    tea = stage.world.actor(stage.world.tea_handler)
    made = send_application(actor=tea, application=_begun(stage, "已交"))
    Call.objects.filter(pk=made.call_id).update(closes_at=clock.now() - timedelta(minutes=1))
    return made


def displayed(stage: Stage) -> PublicNotice:
    """A public notice that begins today; the same one again."""
    found = PublicNotice.objects.filter(published_at=None).first()
    return found or _noticed(stage)


def done_call(stage: Stage) -> Call:
    """A call whose results came out; the same one again."""
    found = Call.objects.filter(state=CallState.DONE).first()
    if found is not None:
        return found
    notice = _noticed(stage)
    PublicNotice.objects.filter(pk=notice.pk).update(published_at=clock.now())
    Call.objects.filter(pk=notice.decision.call_id).update(state=CallState.DONE)
    return notice.decision.call


def _noticed(stage: Stage) -> PublicNotice:
    officer = stage.world.actor(stage.world.officer)
    return noticed(officer, decided(stage.world), first_day=clock.today())


def _begun(stage: Stage, title: str) -> Application:
    officer, tea = stage.world.actor(stage.world.officer), stage.world.actor(stage.world.tea_handler)
    made = begin_call(actor=officer, kind=CallKind.CASE)
    Call.objects.filter(pk=made.pk).update(levels=["provincial"])
    call = open_call(actor=officer, call=get_call(officer, made.code))
    facts = ApplicationFacts(title=title, values=SAID)
    return begin_application(actor=tea, call=get_call(tea, call.code), facts=facts)
