"""Courses: pages and self-tests, out and in as a zip."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from gongwen.facade import examine
from quanjing.audit.actions import record
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Invalid, Problem
from quanjing.quiz.actions import apply_import, create_bank, preview_import
from quanjing.quiz.models import QuestionBank
from quanjing.study.actions.library import MaterialGiven, VersionGiven, add_material
from quanjing.study.enums import MaterialKind, Sharing
from quanjing.study.formats import BadPackage, CoursePack, PagePack, read_package, write_gift, write_package
from quanjing.study.models import Course, CoursePage, Material
from quanjing.study.queries import version_of
from quanjing.study.rules import need_keeper

MOST_ASKED = 100


@dataclass(frozen=True, slots=True)
class PageGiven:
    title: str
    text: str = ""
    material: Material | None = None
    bank: QuestionBank | None = None
    ask: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A course that was taken in, and what of its file was not."""

    course: Course
    left_out: tuple[str, ...]


@transaction.atomic
def save_course(
    *,
    actor: Actor,
    title: str,
    intro: str = "",
    sharing: Sharing = Sharing.BELOW,
    course: Course | None = None,
) -> Course:
    """Begin a course of the own body, or change its head. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, course.organization_id if course else actor.organization_id)
    if not title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    made = course or Course(organization_id=body, made_at=clock.now())
    made.title, made.intro, made.sharing = title.strip()[:200], intro.strip(), sharing
    made.save()
    record(actor=actor, verb="study.save_course", on=made, detail={"sharing": made.sharing})
    return made


@transaction.atomic
def save_page(
    *, actor: Actor, course: Course, given: PageGiven, page: CoursePage | None = None
) -> CoursePage:
    """Add a page, or change one. Raises `Denied`, `Invalid`."""
    need_keeper(actor, course.organization_id)
    if not given.title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    if given.bank is not None and not 1 <= given.ask <= MOST_ASKED:
        raise Invalid([Problem("ask", _("From 1 to 100 questions."))])
    made = page or CoursePage(course=course)
    made.title, made.text = given.title.strip()[:200], given.text.strip()
    made.material, made.bank, made.ask = given.material, given.bank, given.ask if given.bank else 0
    made.save()
    record(actor=actor, verb="study.save_page", on=course, detail={"page": made.title})
    return made


@transaction.atomic
def drop_page(*, actor: Actor, page: CoursePage) -> None:
    """Take a page out. Raises `Denied`."""
    need_keeper(actor, page.course.organization_id)
    record(actor=actor, verb="study.drop_page", on=page.course, detail={"page": page.title})
    page.delete()


def export_course(*, actor: Actor, course: Course) -> bytes:
    """The course as a zip, see `formats.package`; it leaves an entry. Raises `Denied`."""
    need_keeper(actor, course.organization_id)
    pages = [_packed(page) for page in course.pages.select_related("material", "bank")]
    record(actor=actor, verb="study.export_course", on=course)
    return write_package(CoursePack(course.title, course.intro, tuple(pages)))


@transaction.atomic
def import_course(*, actor: Actor, data: bytes) -> Taken:
    """Take a course in from a zip of `export_course` or a Common Cartridge, all of it or nothing.

    Files go into the library, questions into a new bank where the actor keeps banks.

    Raises: `Denied`; `Invalid` for what is no such zip, with the entry that is wrong; a GongwenError for a
    zip or a file in it that is refused.
    """
    need_keeper(actor, actor.organization_id)
    examine(data, name="course.zip", options=options_for("course.zip"))
    try:
        pack = read_package(data)
    except BadPackage as bad:
        words = _("This is no course: “%(place)s” is missing or damaged.") % {"place": bad.place}
        raise Invalid([Problem("file", words)]) from None
    made = save_course(actor=actor, title=pack.title, intro=pack.intro)
    left_out = list(pack.left_out)
    bank = _bank(actor, pack, left_out)
    for page in pack.pages:
        asked = page.ask if page.questions and bank else 0
        given = PageGiven(page.title, page.text, _material(actor, page), bank if asked else None, asked)
        save_page(actor=actor, course=made, given=given)
    record(actor=actor, verb="study.import_course", on=made, detail={"left_out": left_out})
    return Taken(made, tuple(left_out))


def _packed(page: CoursePage) -> PagePack:
    link, file_name, content, captions, text = "", "", None, "", page.text
    if page.material is not None:
        version = version_of(page.material)
        link, captions = version.link, version.captions
        text = "\n".join(filter(None, (text, version.text)))
        if version.file is not None:
            file_name = version.file.name
            with default_storage.open(version.file.place) as stored:
                content = stored.read()
    questions = ""
    if page.bank is not None:
        questions = write_gift(page.bank.questions.filter(is_retired=False).order_by("topic", "pk"))
    return PagePack(page.title, text, link, file_name, content, captions, questions, page.ask)


def _material(actor: Actor, page: PagePack) -> Material | None:
    """What a page brings along, in the library of the own body."""
    if page.link:
        given = MaterialGiven(page.title[:200], MaterialKind.LINK)
        return add_material(actor=actor, given=given, version=VersionGiven(link=page.link))
    if page.file is None:
        return None
    is_video = page.file_name.lower().endswith(".mp4")
    given = MaterialGiven(page.title[:200], MaterialKind.VIDEO if is_video else MaterialKind.FILE)
    captions = page.captions.encode() if page.captions and is_video else None
    version = VersionGiven(file=(page.file_name, page.file), captions=captions)
    return add_material(actor=actor, given=given, version=version)


def _bank(actor: Actor, pack: CoursePack, left_out: list[str]) -> QuestionBank | None:
    """One bank with all questions of the course; without the right to keep banks they are left out."""
    texts = [page.questions for page in pack.pages if page.questions]
    if not texts:
        return None
    if not actor.may(Right.ISSUE):
        left_out.append(_("the self-tests: you do not keep question banks"))
        return None
    bank = create_bank(actor=actor, name=pack.title[:200])
    whole = "\n\n".join(texts).encode()
    draft = preview_import(actor=actor, bank=bank, name="questions.txt", data=whole)
    left_out += [str(words) for _place, _fault, words in draft.bad]
    apply_import(actor=actor, draft=draft)
    return bank
