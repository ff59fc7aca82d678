"""Courses: list, one with its pages, a page with its self-test, out and in as a zip."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, files, sent
from quanjing.quiz.queries import banks_of
from quanjing.study import actions, queries
from quanjing.study.actions import Taken
from quanjing.study.enums import Sharing
from quanjing.study.forms import CourseForm, ImportForm, PageForm, answers_from
from quanjing.study.forms.parts import choose_from, uploaded
from quanjing.study.models import Course, CoursePage
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

SORTS = {"newest": ("-made_at", "-pk")}


@require_http_methods(["GET", "POST"])
def course_list(request: HttpRequest) -> HttpResponse:
    """The courses that reach the actor; beginning one, or taking one in from a zip."""
    actor = signed_in(request)
    keeps = can_keep(actor, actor.organization_id)
    new, taking = (
        CourseForm(sent(request, "new")),
        ImportForm(sent(request, "import"), files(request, "import")),
    )
    made: list[Course] = []
    taken: list[Taken] = []
    if request.method == "POST":
        if not keeps:
            raise Denied
        if done(new, lambda clean: made.append(_saved(actor, clean))):
            return redirect("course_page", code=made[0].code)
        if done(taking, lambda clean: taken.append(_imported(actor, clean))):
            for one in taken[0].left_out:
                messages.warning(request, _("Left out: %(what)s") % {"what": one})
            return redirect("course_page", code=taken[0].course.code)
    page = page_of(request, queries.courses_seen(actor), SORTS)
    context = {"page": page, "keeps": keeps, "new": new, "taking": taking}
    failed = new.errors or taking.errors
    return render(request, "study/courses.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def course_page(request: HttpRequest, code: str) -> HttpResponse:
    """One course with its pages; its keepers write them."""
    actor = signed_in(request)
    course = queries.get_course(actor, code)
    keeps = can_keep(actor, course.organization_id)
    asked = request.POST.get("page") or request.GET.get("page", "")
    page = (
        queries.page_of_course(course, int(asked))
        if keeps and asked.isdecimal() and len(asked) < 19
        else None
    )
    head = CourseForm(
        sent(request, "change"),
        initial={"title": course.title, "intro": course.intro, "sharing": course.sharing},
    )
    form = _page_form(request, actor, page)
    if request.method == "POST":
        if not keeps:
            raise Denied
        if _posted(request, actor, course, page, head, form):
            return redirect("course_page", code=code)
    context = {
        "course": course,
        "pages": course.pages.select_related("material"),
        "keeps": keeps,
        "head": head,
        "form": form,
        "page": page,
    }
    failed = head.errors or form.errors
    return render(request, "study/course.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def course_reading(request: HttpRequest, code: str, page: int) -> HttpResponse:
    """A page; trying oneself is marked at once, and nothing of it is kept."""
    course = queries.get_course(signed_in(request), code)
    found = queries.page_of_course(course, page)
    asked = request.POST.get("seed", "")
    fresh = secrets.randbelow(queries.LARGEST_SEED)
    seed = int(asked) % queries.LARGEST_SEED if asked.isdecimal() and len(asked) < 12 else fresh
    questions = queries.drawn(found, seed)
    marked = None
    if request.method == "POST":
        marked = queries.marked(questions, answers_from(request.POST, questions))
    keys = list(course.pages.values_list("pk", flat=True))
    place = keys.index(found.pk)
    context = {
        "course": course,
        "page": found,
        "questions": questions,
        "marked": marked,
        "right": sum(is_right for _one, is_right in marked or ()),
        "seed": seed,
        "before": keys[place - 1] if place else None,
        "behind": keys[place + 1] if place + 1 < len(keys) else None,
    }
    return render(request, "study/reading.html", context)


@require_GET
def course_export(request: HttpRequest, code: str) -> HttpResponse:
    """The course as a zip that is a Common Cartridge as well."""
    actor = signed_in(request)
    course = queries.get_course(actor, code)
    content = actions.export_course(actor=actor, course=course)
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="course-{course.code}.imscc.zip"'
    return answer


def _saved(actor: Actor, clean: dict[str, Any], course: Course | None = None) -> Course:
    sharing = Sharing(clean["sharing"])
    return actions.save_course(
        actor=actor, title=clean["title"], intro=clean["intro"], sharing=sharing, course=course
    )


def _imported(actor: Actor, clean: dict[str, Any]) -> Taken:
    upload = uploaded(clean["file"])
    if upload is None:
        raise Invalid([Problem("file", _("Please choose a file."))])
    return actions.import_course(actor=actor, data=upload[1])


def _page_form(request: HttpRequest, actor: Actor, page: CoursePage | None) -> PageForm:
    initial = {"title": page.title, "text": page.text, "ask": page.ask} if page else {}
    if page is not None:
        initial["material"] = page.material.code if page.material else ""
        initial["bank"] = page.bank.code if page.bank else ""
    form = PageForm(sent(request, "page"), initial=initial)
    choose_from(form, "material", queries.materials_seen(actor).order_by("-pk")[:MOST_CHOICES])
    choose_from(form, "bank", banks_of(actor)[:MOST_CHOICES])
    return form


def _posted(
    request: HttpRequest,
    actor: Actor,
    course: Course,
    page: CoursePage | None,
    head: CourseForm,
    form: PageForm,
) -> bool:
    step = request.POST.get("step", "")
    if step == "change":
        return done(head, lambda clean: _saved(actor, clean, course))
    if step == "page":
        return done(
            form, lambda _clean: actions.save_page(actor=actor, course=course, given=form.page(), page=page)
        )
    if step != "drop" or page is None:
        raise Missing
    actions.drop_page(actor=actor, page=page)
    return True
