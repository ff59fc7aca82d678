"""Seven days to collect reflections, by program: from the upload to the collation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from openpyxl import load_workbook

from quanjing.audit.models import AuditEntry
from quanjing.organizations.models import Post
from tests.api.conftest import Caller, answers_for
from tests.api.notices import notice
from tests.gongwen.makers import text_to_docx
from tests.world import World

SOCIETIES = {"organizations": {"kinds": ["society"], "levels": ["provincial"]}}
PLAN = "今后五年，把茶园里的问题写进学会的计划。"
ADVICE = "建议设立山区茶园气象服务点。"


def test_from_upload_to_collation(
    world: World, at_nine: datetime, caller_of: Callable[[Post], Caller]
) -> None:
    officer, tea = caller_of(world.officer), caller_of(world.tea_handler)
    nursing = caller_of(world.nursing_handler)
    code, tasks = upload(officer)
    publish(officer, code)
    mine = assignments(tea, code)
    assert list(mine) == [task["code"] for task in tasks]

    plan, leaders, young, advice = mine.values()
    sent = send(tea, plan, PLAN)
    assert send_with_file(tea, leaders)["state"] == "submitted"
    nil = {"nil": True, "reason": "本会没有青年会员"}
    assert tea.post(f"/assignments/{young}/submissions", nil).json()["state"] == "nil"
    assert send(tea, advice, ADVICE)["version"] == 1
    for assignment in assignments(nursing, code).values():
        send(nursing, assignment, "护理学会的答复。")

    corrected = return_and_correct(officer, tea, plan, sent)
    for submission in waiting(officer, code) - {corrected}:
        assert officer.post(f"/submissions/{submission}/accept").status_code == 200
    assert officer.post(f"/submissions/{corrected}/accept").json()["state"] == "accepted"

    check_coverage(officer, world, code)
    check_collation(officer, code)
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs >= {
        "tasks.register_directive", "tasks.correct_task", "tasks.publish", "submissions.submit",
        "submissions.submit_nil", "submissions.return_for_correction", "submissions.accept",
        "collation.workbook", "collation.volume", "collation.bundle",
    }  # fmt: skip


def upload(officer: Caller) -> tuple[str, list[dict[str, Any]]]:
    """The notice is read; its four tasks are marked; a fact is set, the same number is recognized."""
    answer = officer.post("/directives", files={"file": ("通知.docx", notice())})
    assert answer.status_code == 201
    read = answer.json()
    assert (read["status"], read["duplicate_of"]) == ("read", None)
    assert read["notice"]["doc_number"] == "岚科协学发〔2026〕41号"
    again = officer.post("/directives", files={"file": ("又.docx", notice())})
    assert again.json()["duplicate_of"] == read["code"]

    shown = officer.get(f"/directives/{read['code']}").json()
    tasks = shown["tasks"]
    assert [task["name"] for task in tasks] == ["工作谋划", "负责人学习体会", "青年学习体会", "建言献策"]
    assert [task["assign"] for task in tasks] == [True] * 4
    assert tasks[0]["deadline"]["due_at"] == "2026-09-15T17:00:00+08:00"

    deadline = {"due": "2026-09-16", "time": None, "closes": "2026-09-18"}
    path = f"/directives/{read['code']}/tasks/{tasks[0]['code']}"
    changed = officer.patch(path, {"deadline": deadline, "version": tasks[0]["version"]})
    assert changed.status_code == 200
    assert changed.json()["deadline"]["due_at"] == "2026-09-16T17:00:00+08:00"
    assert changed.json()["deadline"]["closes"] == "2026-09-18T17:00:00+08:00"
    return read["code"], tasks


def publish(officer: Caller, code: str) -> None:
    """Four tasks at three societies; again changes nothing."""
    first = officer.post(f"/directives/{code}/publish", SOCIETIES)
    assert (first.status_code, first.json()["assignments"], first.json()["existing"]) == (200, 12, 0)
    assert first.json()["load"]["organizations"] == 3
    second = officer.post(f"/directives/{code}/publish", SOCIETIES).json()
    assert (second["assignments"], second["existing"]) == (0, 12)


def assignments(caller: Caller, directive: str) -> dict[str, str]:
    """Task code -> assignment code of what the caller has to answer."""
    found = caller.get("/assignments", directive=directive).json()
    assert found["next"] is None
    return {item["task"]["code"]: item["code"] for item in found["items"]}


def send(caller: Caller, assignment: str, text: str) -> dict[str, Any]:
    shown = caller.get(f"/assignments/{assignment}").json()
    answer = caller.post(
        f"/assignments/{assignment}/submissions", {"answers": answers_for(shown["sheet"], text)}
    )
    assert answer.status_code == 201, answer.content.decode()
    sent: dict[str, Any] = answer.json()
    return sent


def send_with_file(caller: Caller, assignment: str) -> dict[str, Any]:
    """Multipart: the answers as part `json`, a file where the sheet takes one."""
    sheet = caller.get(f"/assignments/{assignment}").json()["sheet"]
    answers = answers_for(sheet, "负责人的体会。")
    for block in sheet["blocks"]:
        for each in block["fields"]:
            if each["type"] == "file":
                answers[block["key"]][0][each["key"]] = {"file": "essay"}
    files = {"essay": ("体会.docx", text_to_docx("负责人的体会全文。"))}
    answer = caller.post(f"/assignments/{assignment}/submissions", {"answers": answers}, files=files)
    assert answer.status_code == 201, answer.content.decode()
    sent: dict[str, Any] = answer.json()
    return sent


def waiting(officer: Caller, directive: str) -> set[str]:
    """Codes of the submissions that wait for review."""
    found = officer.get("/assignments", directive=directive, state="submitted").json()["items"]
    return {officer.get(f"/assignments/{item['code']}").json()["submission"]["code"] for item in found}


def return_and_correct(officer: Caller, tea: Caller, assignment: str, sent: dict[str, Any]) -> str:
    """One field goes back with a reason and comes again; the code of the new version."""
    entry = sent["entries"][0]
    sheet = tea.get(f"/assignments/{assignment}").json()["sheet"]
    fields = next(block["fields"] for block in sheet["blocks"] if block["key"] == entry["block"])
    key = next(each["key"] for each in fields if each["type"] in ("text", "longtext"))
    note = {"entry": entry["code"], "field": key, "reason": "请写明年份"}
    back = officer.post(f"/submissions/{sent['code']}/return", {"returns": [note], "due": "2026-09-12"})
    assert (back.status_code, back.json()["state"]) == (200, "returned")

    shown = tea.get(f"/assignments/{assignment}").json()
    assert shown["state"] == "returned"
    assert shown["returned"] == [{**note, "due": "2026-09-12T17:00:00+08:00"}]
    answers = {entry["block"]: [{key: PLAN + "（2026—2030年）"}]}
    again = tea.post(f"/assignments/{assignment}/submissions", {"answers": answers})
    assert (again.status_code, again.json()["version"]) == (201, 2), again.content.decode()
    code: str = again.json()["code"]
    values = tea.get(f"/submissions/{code}").json()["entries"][0]["values"]
    assert values[key].endswith("（2026—2030年）")
    return code


def check_coverage(officer: Caller, world: World, code: str) -> None:
    """Twelve are addressed; the tea society's part is seven accepted with nursing, one nil, four open."""
    found = officer.get(f"/directives/{code}/coverage").json()
    assert [task["addressed"] for task in found["tasks"]] == [3, 3, 3, 3]
    states = {
        name: sum(task["states"][name] for task in found["tasks"]) for name in found["tasks"][0]["states"]
    }
    assert {name: count for name, count in states.items() if count} == {"accepted": 7, "nil": 1, "due": 4}
    under = officer.get(f"/directives/{code}/coverage", under=world.tea.code).json()
    assert [task["addressed"] for task in under["tasks"]] == [1, 1, 1, 1]
    names = [child["name"] for child in found["children"]]
    assert names == ["江岚省数学学会", "江岚省茶叶学会", "江岚省护理学会"]


def check_collation(officer: Caller, code: str) -> None:
    """The corrected text stands in the table and in the volume; the file is in the bundle."""
    table = officer.get(f"/directives/{code}/collation.xlsx")
    book = load_workbook(BytesIO(b"".join(table.streaming_content)))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert PLAN + "（2026—2030年）" in cells
    assert PLAN not in cells
    volume = officer.get(f"/directives/{code}/collation.docx")
    text = "\n".join(
        part.text for part in docx.Document(BytesIO(b"".join(volume.streaming_content))).paragraphs
    )
    assert (text.count(PLAN), text.count(ADVICE)) == (1, 1)
    bundle = officer.get(f"/directives/{code}/collation.zip", states="accepted,submitted")
    with ZipFile(BytesIO(b"".join(bundle.streaming_content))) as package:
        assert [name for name in package.namelist() if name.endswith(".xlsx")] != []
