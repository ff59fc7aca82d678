"""T5 through the pages: quotas, nomination, moving up, a new date, certificates, an examination."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import docx
from django.core.cache import cache
from django.test import Client

from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.quiz.models import Attempt, QuestionBank
from quanjing.study.enums import Asked
from quanjing.study.models import (
    Board,
    Certificate,
    ClassSeat,
    Examination,
    ExaminationCertificate,
    Lecturer,
    Loan,
    TrainingClass,
)
from tests.study.conftest import seated
from tests.world import World

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]
DURING = datetime(2026, 10, 12, 10, tzinfo=clock.CHINA)
EXAMINED = datetime(2026, 9, 11, 9, tzinfo=clock.CHINA)
AFTER = datetime(2026, 10, 30, 9, tzinfo=clock.CHINA)
SENT = 7  # posts of the tea society


def test_officers_are_trained(
    world: World, at_nine: datetime, client_of: ClientOf, run_jobs: RunJobs
) -> None:
    cache.clear()
    desk, tea, nursing = (
        client_of(post) for post in (world.officer, world.tea_handler, world.nursing_handler)
    )
    lecturer_is_lent(desk, tea)
    page = class_is_opened(desk, world, run_jobs)
    posts = [seated(world, world.tea, f"岗位{number}") for number in range(SENT + 1)]
    seats_are_named(tea, nursing, page, posts, world)
    desk.post(f"{page}seats/", {"step": "confirm"})
    one_withdraws_and_the_next_moves_up(tea, page, world)
    the_date_moves(desk, page, run_jobs)
    with clock.frozen(DURING):
        presence_is_kept(desk, tea, page, world)
    certificates_are_issued(desk, nursing, page)
    evaluated(desk, page, client_of)
    examined(desk, page, client_of, run_jobs)
    desk.post("/study/forum/", {"step": "board", "name": "班级论坛", "training_class": page.split("/")[3]})
    board = Board.objects.get()
    assert tea.get(f"/study/forum/{board.code}/").status_code == 404
    person = client_of(ClassSeat.objects.filter(is_present=True).first().post)  # type: ignore[union-attr]
    assert person.get(f"/study/forum/{board.code}/").status_code == 200


def lecturer_is_lent(desk: Client, tea: Client) -> None:
    """A branch school lends a lecturer from the shared list."""
    tea.post("/study/schools/", {"step": "school", "name": "茶叶学会分校"})
    tea.post("/study/schools/", {"step": "lecturer", "name": "穆清和", "sharing": "all", "agreed": "on"})
    desk.post("/study/schools/", {"step": "loan", "thing": Lecturer.objects.get().code})
    answer = {"step": "lend", "code": Loan.objects.get().code, "words": "可以"}
    assert tea.post("/study/schools/", answer).status_code == 302
    assert Loan.objects.get().state == "lent"


def class_is_opened(desk: Client, world: World, run_jobs: RunJobs) -> str:
    typed = {
        "title": "党务工作者培训班", "starts_on": "2026-09-21", "ends_on": "2026-09-23", "seats": "20",
        "nominate_until": "2026-09-10", "groups": "一组\n二组", "trainees": ["officers"],
        "quotas": f"江岚省茶叶学会 {SENT}\n江岚省护理学会 1",
    }  # fmt: skip
    assert desk.post("/study/classes/new/", typed | {"seats": "3"}).status_code == 422  # quotas exceed it
    assert desk.post("/study/classes/new/", typed).status_code == 302
    page = f"/study/classes/{TrainingClass.objects.get().code}/"
    session = {
        "step": "session",
        "topic": "专题辅导",
        "day": "2026-09-21",
        "starts": "09:00",
        "ends": "11:00",
    }
    assert desk.post(page, session | {"lecturer": "穆清和"}).status_code == 302
    assert desk.post(page, {"step": "open"}).status_code == 302
    run_jobs()
    told = Message.objects.filter(kind="class_opened").values_list("post", flat=True)
    assert set(told) == {world.tea_handler.pk, world.nursing_handler.pk}
    return page


def seats_are_named(tea: Client, nursing: Client, page: str, posts: list[Post], world: World) -> None:
    for post in posts[:SENT]:
        assert tea.post(page, {"step": "nominate", "post": post.code}).status_code == 302
    assert tea.post(page, {"step": "nominate", "post": posts[0].code}).status_code == 422  # double
    last = {"step": "nominate", "post": posts[SENT].code}
    assert tea.post(page, last).status_code == 422  # the quota is full
    assert tea.post(page, last | {"wait": "on"}).status_code == 302
    own = {"step": "nominate", "post": world.nursing_handler.code}
    assert nursing.post(page, own | {"post": posts[0].code}).status_code == 422  # another's post
    assert nursing.post(page, own).status_code == 302
    assert "岗位0" not in nursing.get(page).content.decode()


def one_withdraws_and_the_next_moves_up(tea: Client, page: str, world: World) -> None:
    first = ClassSeat.objects.order_by("pk")[0]
    waiting = ClassSeat.objects.get(state="waiting")
    assert tea.post(page, {"step": "withdraw", "seat": first.code}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert Message.objects.filter(kind="seat_moved_up", post=world.tea_handler).count() == 1


def the_date_moves(desk: Client, page: str, run_jobs: RunJobs) -> None:
    move = {"step": "move", "starts_on": "2026-10-12", "reason": "场地维修"}
    assert desk.post(page, move).status_code == 302
    run_jobs()
    told = Message.objects.filter(kind="class_moved").values_list("post", flat=True)
    assert len(told) == len(set(told)) == SENT + 2  # seven of the tea society, both handlers


def presence_is_kept(desk: Client, tea: Client, page: str, world: World) -> None:
    """Another post comes in the morning; the list is printed, signed on paper and entered."""
    seat = ClassSeat.objects.filter(state="confirmed", organization=world.tea).order_by("pk")[0]
    instead = seated(world, world.tea, "替补")
    swap = {"step": "replace", "seat": seat.code, "post": instead.code}
    assert tea.post(f"{page}?seat={seat.code}", swap).status_code == 302
    desk.post(f"{page}seats/", {"step": "spread"})
    paper = docx.Document(BytesIO(desk.get(f"{page}presence.docx").getvalue()))
    words = {cell.text for row in paper.tables[0].rows for cell in row.cells}
    assert {"替补", "一组", "二组"} <= words
    assert seat.post.title not in words
    there = ClassSeat.objects.filter(state="confirmed").values_list("code", flat=True)
    desk.post(f"{page}seats/", {"step": "presence", "present": list(there)})
    assert ClassSeat.objects.filter(is_present=True).count() == SENT + 1
    assert "2" in desk.get("/study/classes/trained/").content.decode()


def certificates_are_issued(desk: Client, nursing: Client, page: str) -> None:
    for step in ("finish", "issue"):
        assert desk.post(f"{page}completion/", {"step": step}).status_code == 302
    numbers = list(Certificate.objects.values_list("number", flat=True))
    assert [one[:9] for one in numbers] == [f"2026-{number:04d}" for number in range(1, SENT + 2)]
    own = nursing.get(f"{page}completion/").content.decode()
    assert sum(number in own for number in numbers) == 1
    checked = Client().get("/certificates/", {"number": numbers[0]}).content.decode()
    assert "党务工作者培训班" in checked
    assert Certificate.objects.get(number=numbers[0]).holder_name not in checked


def evaluated(desk: Client, page: str, client_of: ClientOf) -> None:
    """Seven answer; nothing is seen before the days are over."""
    place = f"{page}completion/"
    assert desk.post(place, {"step": "ask", "until": "2026-09-20"}).status_code == 302
    answers = {"step": "evaluate", **dict.fromkeys(Asked.values, "5"), "text": "案例很好"}
    for seat in ClassSeat.objects.filter(is_present=True).select_related("post__holder")[:SENT]:
        assert client_of(seat.post).post(place, answers).status_code == 302
    assert "案例很好" not in desk.get(place).content.decode()
    with clock.frozen(AFTER):
        assert desk.get(place).content.decode().count("案例很好") == SENT


def examined(desk: Client, page: str, client_of: ClientOf, run_jobs: RunJobs) -> None:
    """A voluntary examination: one passes, one does not, the others stay away; only the first is seen."""
    desk.post("/banks/", {"name": "党务技能题库"})
    bank = QuestionBank.objects.get()
    upload = BytesIO("会费由谁收缴？ {=党支部 ~经办处}".encode())
    upload.name = "题库.txt"
    taken = desk.post(f"/banks/{bank.code}/", {"file": upload})
    assert desk.post(taken["Location"]).status_code == 302
    rules = {
        "name": "党务技能考核", "opens_at": "2026-09-10T09:00", "closes_at": "2026-09-12T09:00",
        "seconds": "600", "attempts": "1", "pass_share": "60", "banks": [bank.code], "lines-TOTAL_FORMS": "8",
        "lines-INITIAL_FORMS": "0", "lines-0-number": "1", "lines-0-points": "1",
    }  # fmt: skip
    assert desk.post(f"{page}examination/", rules).status_code == 302
    place = f"/study/examinations/{Examination.objects.get().code}/"
    assert desk.post(place, {"step": "announce"}).status_code == 302
    run_jobs()
    seats = list(ClassSeat.objects.filter(state="confirmed").select_related("post__holder").order_by("pk"))
    told = Message.objects.filter(kind="examination_announced").values_list("post", flat=True)
    assert sorted(told) == sorted(seat.post_id for seat in seats)
    one, two = (client_of(seat.post) for seat in seats[:2])
    with clock.frozen(EXAMINED):
        for browser, is_right in ((one, True), (two, False)):
            number = browser.post(f"{place}start/").json()["number"]
            order = Attempt.objects.latest("pk").paper[0][2]
            body = {"number": number, "answers": [[order.index(0 if is_right else 1)]]}
            sent = browser.post(f"{place}submit/", body, content_type="application/json").json()
            assert sent["score"] == is_right
    found = ExaminationCertificate.objects.get()
    assert found.number in one.get(place).content.decode()
    assert found.number in desk.get(place).content.decode()
    assert found.number not in two.get(place).content.decode()
    assert str(seats[1].post.holder) not in desk.get(place).content.decode()
    assert "没有此编号" in Client().get("/certificates/", {"number": found.number}).content.decode()
