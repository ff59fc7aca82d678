"""Two calls as a panel's desk leaves them, put into the demo world; one is displayed already.

`python -m tests.browser.decided WAY` prints the code of the decision and that of the other call.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal

import django


def main(way: str) -> None:
    django.setup()
    from quanjing.calls.actions.notices import NoticeFacts, start_notice
    from quanjing.foundation import clock
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for

    posts = Post.objects.select_related("organization", "holder")
    officer = actor_for(posts.get(holder__username="officer", role="officer"))
    handler = posts.filter(holder__username="handler", role="handler").first()
    assert handler is not None
    fresh, ended = (_decided(handler, officer.organization_id, f"{name}（{way}）") for name in NAMES)
    with clock.frozen(clock.now() - timedelta(days=30)):
        first = clock.today()
        facts = NoticeFacts(f"{NAMES[1]}公示（{way}）", "现予公示。", "010-55550100", first, 5)
        start_notice(actor=officer, decision=ended, facts=facts)
    print(fresh.code, ended.call.code)


NAMES = ("学会服务能力提升项目", "党建强会项目")


def _decided(handler: object, association: object, title: str) -> object:
    from quanjing.calls.enums import ApplicationState, CallKind, CallState
    from quanjing.calls.models import Application, Call, Decision, DecisionLine, Direction
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization
    from quanjing.sheets.actions import create_template

    now = clock.now() - timedelta(days=40)
    body = Organization.objects.get(pk=association)
    sheet = {"title": "申报书", "blocks": [{"key": "entry", "fields": [{"key": "purpose", "label": "目的"}]}]}
    call = Call.objects.create(
        organization=body, under=body, kind=CallKind.PROJECT, title=title, year=now.year, award=title,
        state=CallState.DECIDING, opens_on=now.date(), closes_at=now, template=create_template(sheet=sheet),
        makes_projects=True, made_name="林知远", made_at=now,
    )  # fmt: skip
    direction = Direction.objects.create(call=call, position=1, name="学术")
    one = Application.objects.create(
        call=call, direction=direction, organization=handler.organization, title=f"{title}申报",  # type: ignore[attr-defined]
        state=ApplicationState.SELECTED, number=1, template=call.template, made_name="周予安", made_at=now,
        changed_at=now, sent_at=now, goals=[{"name": "培训班", "number": "3", "unit": "期"}],
        budget=[{"name": "资料费", "amount": "20000"}], team=[{"name": "周予安", "unit": ""}],
    )  # fmt: skip
    decision = Decision.objects.create(
        call=call, number=1, body="领导小组", prepared_name="另一人", prepared_post="another1",
        prepared_at=now, released_name="林知远", released_at=now,
    )  # fmt: skip
    DecisionLine.objects.create(
        decision=decision, application=one, is_selected=True, grade="重点", amount=Decimal(20000), rank=1
    )
    return decision


if __name__ == "__main__":
    main(sys.argv[1])
