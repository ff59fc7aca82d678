"""Plants three calls in which a guest and a handler judge; run where the server's database is.

Prints the pages of both, each in a line of its own: username and path.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import django

django.setup()

from django.utils import translation  # noqa: E402 (after the settings)
from PIL import Image  # noqa: E402

from quanjing.calls.enums import ProjectState, Round  # noqa: E402
from quanjing.calls.models import Call, ClearedFile, Judge, Project, Sitting  # noqa: E402
from quanjing.files.actions import store  # noqa: E402
from quanjing.files.models import StoredFile  # noqa: E402
from quanjing.foundation import clock  # noqa: E402
from quanjing.organizations.enums import Kind, Role  # noqa: E402
from quanjing.organizations.models import Organization, Post  # noqa: E402
from quanjing.organizations.queries import actor_for  # noqa: E402
from quanjing.sheets.actions import create_template  # noqa: E402
from tests.browser.conftest import PASSWORD  # noqa: E402
from tests.calls import stage  # noqa: E402
from tests.gongwen.makers import text_to_docx  # noqa: E402

POSTS = Post.objects.select_related("organization", "holder")
SHEET = {
    "title": "项目申报书",
    "blocks": [
        {
            "key": "entry",
            "fields": [
                {"key": "purpose", "label": "立项依据和目的", "type": "longtext"},
                {"key": "paper", "label": "佐证材料", "type": "file", "required": False},
                {"key": "picture", "label": "现场图片", "type": "photo", "required": False},
            ],
        }
    ],
}


def main() -> None:
    translation.activate("zh-hans")
    officer = POSTS.get(holder__username="officer", role=Role.OFFICER)
    handler = POSTS.filter(holder__username="handler", role=Role.HANDLER).first()
    assert handler is not None
    seats = [_guest(officer.organization), handler]
    papers = _papers(officer)
    for title, (is_blind, round, is_open) in CALLS.items():
        made = _call(officer.organization, title, handler.organization_id, papers, is_blind=is_blind)
        now = clock.now()
        Sitting.objects.create(
            call=made, round=round, begun_at=now, due_on=clock.today() + timedelta(days=9),
            closed_at=None if is_open else now, closed_name="" if is_open else "林知远",
        )  # fmt: skip
        for place, seat in enumerate(seats):
            for path in _pages(made, seat, "AB"[place], round):
                print(seat.holder.username, path)  # type: ignore[union-attr]  # both are held
    for seat in seats:
        print(seat.holder.username, "/judging/")  # type: ignore[union-attr]


CALLS = {  # title: blind, round, whether scores are taken
    "匿名评审演练": (True, Round.PAPER, True),
    "路演评审演练": (False, Round.SHOW, True),
    "已收齐评分的评审演练": (True, Round.PAPER, False),
}


def _guest(body: Organization) -> Post:
    seat = stage.post(body, "评审专家", Role.GUEST, stage.person("judge-seats", "云见山"))
    seat.ends_on = clock.today() + timedelta(days=30)
    seat.save()
    assert seat.holder is not None
    seat.holder.set_password(PASSWORD)
    seat.holder.save()
    return seat


def _papers(officer: Post) -> list[StoredFile]:
    """A text and a picture."""
    actor, drawn = actor_for(officer), io.BytesIO()
    Image.new("RGB", (240, 160), "white").save(drawn, "PNG")
    text = text_to_docx("服务三千户茶农。\n附件：培训记录。")
    return [store(actor=actor, name="佐证.docx", data=text),
            store(actor=actor, name="现场.png", data=drawn.getvalue())]  # fmt: skip


def _call(body: Organization, title: str, judging: int, papers: list[StoredFile], **more: bool) -> Call:
    """A call in judgement with the applications of three bodies to which neither judge belongs.

    The first one rests on a project that the demo has closed.
    """
    made = stage.call(
        SimpleNamespace(association=body), directions=("学术",), state="judging", title=title,  # type: ignore[arg-type]
        template=create_template(sheet=SHEET), unseen=[], **more,
    )  # fmt: skip
    below = Organization.objects.filter(kind=Kind.SOCIETY, path__startswith=body.path)
    closed = list(Project.objects.filter(state=ProjectState.CLOSED).exclude(organization=judging)[:1])
    for number, unit in enumerate(below.exclude(pk=judging)[:3], start=1):
        one = stage.application(
            made, unit, blind=number, based_on=closed.pop() if closed else None,
            team=[{"name": "云在青", "unit": unit.name}],
            values={"purpose": f"{unit.name}服务茶农。", "paper": papers[0].code, "picture": papers[1].code},
            goals=[{"name": "培训", "number": "3", "unit": "期"}],
            budget=[{"name": "差旅", "amount": "20000"}], schedule=[{"name": "中期", "due": "2027-03-01"}],
        )  # fmt: skip
        ClearedFile.objects.create(
            application=one, file=papers[1], cleared_name="林知远", cleared_at=clock.now()
        )
    stage.panel(made)
    return made


def _pages(made: Call, seat: Post, mark: str, round: str) -> Iterator[str]:
    """The pages of one seat: list, declaration, a scored sheet, an open one, and what belongs to it."""
    group = made.panels.get()
    judge = Judge.objects.create(panel=group, post=seat, mark=mark, unit="云川大学", declared_at=clock.now())
    sheets = [
        stage.score(judge, one, total, round=round)
        for one, total in zip(made.applications.order_by("blind"), ("80", None, None), strict=True)
    ]
    yield f"/judging/{judge.code}/"
    yield f"/judging/{judge.code}/declare/"
    for one in sheets[:2]:
        yield f"/judging/sheets/{one.code}/"
    yield f"/judging/sheets/{sheets[0].code}/print/"
    if made.is_blind:
        yield from (f"/judging/sheets/{sheets[0].code}/files/{place}/" for place in (1, 2))


if __name__ == "__main__":
    main()
