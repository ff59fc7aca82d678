"""The same seven days through the pages, without a script: what a plain browser sends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from quanjing.directives.models import Directive
from quanjing.organizations.models import Post
from quanjing.submissions.models import Submission
from quanjing.tasks.models import Assignment, Task
from tests.gongwen.makers import text_to_docx
from tests.stage import SAMPLE
from tests.world import World

ClientOf = Callable[[Post], Client]
WORDS = "茶园里的一线经历。"


def test_a_notice_goes_through_the_pages(
    world: World, at_nine: datetime, client_of: ClientOf, run_jobs: Callable[[], int]
) -> None:
    officer, tea = client_of(world.officer), client_of(world.tea_handler)
    directive = handed_in(officer)
    published(officer, world, directive)
    assert run_jobs() >= 1
    assert str(directive) in tea.get("/").content.decode()
    sent = filled_in(tea, directive)
    second = returned_and_corrected(officer, tea, directive, sent[0])
    for submission in [second, *sent[1:]]:
        answer = officer.post(f"/submissions/{submission.code}/accept/")
        assert answer.status_code == 302
    check_downloads(officer, directive)
    states = Assignment.objects.filter(organization=world.tea).values_list("state", flat=True)
    assert set(states) == {"accepted"}


def handed_in(officer: Client) -> Directive:
    upload = SimpleUploadedFile("notice.docx", text_to_docx(SAMPLE.read_text(encoding="utf-8")))
    answer = officer.post("/directives/new/", {"file": upload})
    assert answer.status_code == 302
    directive = Directive.objects.get()
    page = officer.get(f"/directives/{directive.code}/").content.decode()
    assert "江岚科协社党发〔2026〕18号" in page
    tasks = Task.objects.filter(directive=directive)
    assert list(tasks.values_list("assign", flat=True)) == [True] * 4 + [False] * 4
    return directive


def published(officer: Client, world: World, directive: Directive) -> None:
    audience = {"under": world.association.code, "groups": ["society:provincial"]}
    path = f"/directives/{directive.code}/publish/"
    assert officer.get(path).status_code == 200
    assert officer.post(path, audience).status_code == 302
    assert officer.post(path, audience).status_code == 302
    assert Assignment.objects.filter(directive=directive).count() == 12


def filled_in(tea: Client, directive: Directive) -> list[Submission]:
    """What is known is shown; each item has a row in the shared block; the rest is filled in and sent."""
    path = f"/reports/{directive.code}/"
    page = tea.get(path).content.decode()
    assert "周予安" in page
    assert 'name="header:organization"' not in page
    tea.post(f"{path}save/", typed(page))
    page = tea.get(path).content.decode()
    answer = tea.post(f"{path}submit/", typed(page))
    assert answer.status_code == 302, alerts(answer.content.decode())
    return list(Submission.objects.order_by("assignment__task__position"))


def alerts(page: str) -> list[str]:
    """What the page says is wrong, for the message of a failed assertion."""
    return [
        " ".join(found.text_content().split())
        for found in lxml.html.fromstring(page).xpath("//*[@role='alert']")
    ]


def typed(page: str) -> dict[str, list[str]]:
    """The form of the page as a person fills it: nobody where nobody may be."""
    form = next(form for form in lxml.html.fromstring(page).forms if form.get("id") == "report-form")
    for template in form.xpath(".//template"):
        template.drop_tree()
    for box in form.xpath(".//input[@name='none']"):
        box.checked = True
    for text in form.xpath(".//textarea | .//input[not(@type) or @type='text']"):
        if not text.value and not text.name.startswith("nil."):
            text.value = WORDS if text.tag == "textarea" else "顾南屏"
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


def returned_and_corrected(
    officer: Client, tea: Client, directive: Directive, submission: Submission
) -> Submission:
    entry = submission.entries.get()
    place = f"{entry.code}.text"
    data = {"return": [place], f"reason:{place}": "请写明年份", "due": "2026-09-12"}
    answer = officer.post(f"/submissions/{submission.code}/return/", data)
    assert answer.status_code == 302, alerts(answer.content.decode())
    page = tea.get(f"/reports/{directive.code}/").content.decode()
    assert "请写明年份" in page
    data = typed(page) | {f"fix.{entry.code}.text": ["二〇二六年" + WORDS]}
    answer = tea.post(f"/reports/{directive.code}/submit/", data)
    assert answer.status_code == 302, alerts(answer.content.decode())
    second = Submission.objects.get(assignment=submission.assignment, version=2)
    compared = officer.get(f"/submissions/{second.code}/compare/{submission.code}/")
    assert compared.status_code == 200
    return second


def check_downloads(officer: Client, directive: Directive) -> None:
    def download(ending: str) -> BytesIO:
        answer = officer.get(f"/directives/{directive.code}/collation.{ending}")
        assert answer.status_code == 200
        return BytesIO(b"".join(answer))

    assert load_workbook(download("xlsx")).worksheets
    assert docx.Document(download("docx")).paragraphs
    assert ZipFile(download("zip")).namelist()
