"""What came by mail, saved and handed to the mail room; a paper that was made of what came in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from email import policy
from email.message import EmailMessage

from quanjing.cli.demo.scene import Scene, handlers, run_jobs
from quanjing.cli.demo.tales import answering_societies
from quanjing.collation.actions import make_export
from quanjing.collation.enums import ExportKind
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.mailroom.actions import drop
from quanjing.organizations.models import Organization
from quanjing.submissions.actions import filled_paper
from quanjing.submissions.queries import page_of_report, papers_of

DESK = "desk@keji.example.org"
ESSAY = "茶园里的一线经历\n\n今年春天，学会组织科技特派员进村二十余次，帮助茶农改良品种、防治虫害。"


def mails(scene: Scene) -> Iterator[int]:
    """A text for an item, one that nobody knows, a form without an answer, a notice of absence."""
    yield -4
    sending, absent, *_rest = [body for body, _actor in reversed(answering_societies(scene))]
    item = "学会负责人学习体会"
    essay = (f"{sending.name}-{item}.txt", f"{item}\n{sending.name}\n\n{ESSAY}".encode())
    form = (f"{sending.name}-填报表.docx", _blank(scene, sending))
    drop(
        actor=scene.officer,
        files=[
            ("1.eml", _mail(1, sending.name, f"{sending.name}报送{item}", "请查收附件。", essay)),
            ("2.eml", _mail(2, "晨光", "材料", "体会一篇，请收。", ("体会.txt", ESSAY.encode()))),
            ("3.eml", _mail(3, sending.name, "填报表", "请收。", form)),
            ("4.eml", _mail(4, absent.name, "自动回复：外出", "本周外出开会，周五回复。")),
        ],
    )
    run_jobs()
    run_jobs()


def papers(scene: Scene) -> Iterator[int]:
    """The table of the census, made in the background and kept."""
    yield -2
    directive = Directive.objects.filter(title__contains="基本情况").earliest("pk")
    make_export(actor=scene.officer, directive=directive, kind=ExportKind.TABLE)
    make_export(actor=scene.officer, directive=directive, kind=ExportKind.VOLUME)
    run_jobs()


def _blank(scene: Scene, body: Organization) -> bytes:
    directive = Directive.objects.filter(title__contains="学习体会").latest("pk")
    page = page_of_report(handlers(scene, [body])[body.pk], directive.code)
    return filled_paper(page, papers_of(page)[0], "docx").data


def _mail(serial: int, name: str, subject: str, text: str, *files: tuple[str, bytes]) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = f"{name} <sender{serial}@example.org>", DESK, subject
    mail["Message-ID"] = f"<demo-{serial}@client.example.org>"
    mail["Date"] = datetime.combine(clock.today(), time(8, 30), clock.CHINA)
    if not files:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text)
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)
