"""The lists that the apps below have to show in public, and pages as the search finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, Max, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from quanjing.assessment.actions import grade_words
from quanjing.assessment.queries import listed
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.foundation.public import PublicFacts, PublicKind, PublicPage, PublicTable
from quanjing.foundation.templatetags.quanjing import cn_date
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.portal.models import CoverageItem, GradeRelease, HomePage, PortalState, Release
from quanjing.portal.queries import words_of_page
from quanjing.registers.enums import EntryState
from quanjing.registers.models import RegisterEntry
from quanjing.tasks.enums import Every

DEEDS = "deed"  # the register of promised deeds; its sheet asks the promise second, the result fourth
PROMISE, RESULT = "f2", "f4"


def _asks() -> QuerySet[Any]:
    """Published notices of associations with a sheet, the latest deadline first."""
    asking = Directive.objects.filter(
        state=DirectiveState.PUBLISHED, organization__kind=Kind.ASSOCIATION, tasks__blocks__isnull=False
    )
    counted = asking.select_related("organization", "load").annotate(
        due=Max("tasks__due_on"), asked=Count("assignments__organization", distinct=True)
    )
    return counted.prefetch_related("tasks__blocks__template", "tasks__rhythm").order_by("-due", "-pk")


def _ask(directive: Any) -> PublicFacts:
    tasks = directive.tasks.all()
    titles = dict.fromkeys(block.template.title for task in tasks for block in task.blocks.all())
    rhythms = {task.rhythm.every for task in tasks if hasattr(task, "rhythm")}
    often = _(", ").join(str(Every(one).label) for one in sorted(rhythms)) or _("once")
    load = getattr(directive, "load", None)
    cells = (
        directive.doc_number,
        str(directive.asked),
        f"{load.fields_asked + load.fields_known}" if load else "",
        f"{load.fields_known}" if load else "",
        often,
        cn_date(directive.due),
    )
    body = directive.organization.name
    return PublicFacts("、".join(titles), on=directive.issued_on, until=directive.due, body=body, cells=cells)


def _societies() -> QuerySet[Organization]:
    today = clock.today()
    here = Organization.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), kind=Kind.SOCIETY)
    shown = PortalState.objects.filter(shows_contacts=True)
    return here.annotate(contact=Exists(shown)).order_by("path")


def _society(body: Any) -> PublicFacts:
    of_class = str(SocietyClass(body.society_class).label)
    level = str(Level(body.level).label) if body.level else ""
    contact = " ".join(filter(None, (body.phone, body.email))) if body.contact else ""
    return PublicFacts(body.name, cells=(of_class, level, body.region, body.credit_code, contact))


def _release(release: Any) -> PublicFacts:
    forward = release.answer.forward
    return PublicFacts(release.title, release.text, on=release.answer.given_on, body=forward.recipient)


def _deeds() -> QuerySet[RegisterEntry]:
    promised = RegisterEntry.objects.filter(
        kind__code=DEEDS, accepted__isnull=False, state__in=(EntryState.CURRENT, EntryState.CLOSED)
    )
    return promised.select_related("organization").order_by("-happens_on", "-pk")


def _deed(entry: Any) -> PublicFacts:
    result = str(entry.values.get(RESULT) or "")
    return PublicFacts(
        entry.name,
        str(entry.values.get(PROMISE) or ""),
        until=entry.happens_on,
        body=entry.organization.name,
        cells=(cn_date(entry.happens_on), result or _("not yet")),
    )


def _covered(item: Any) -> PublicFacts:
    return PublicFacts(item.title, on=item.on, link=item.url, body=item.outlet)


def _grade_lists() -> QuerySet[GradeRelease]:
    return GradeRelease.objects.select_related("scheme__organization")


def _grade_list(made: Any) -> PublicFacts:
    day = timezone.localtime(made.released_at).date()
    name, year = str(made.scheme), str(made.scheme.year)
    title = name if year in name else f"{name} {year}"
    return PublicFacts(title, on=day, body=made.scheme.organization.name, code=made.code)


def _grade_page(code: str) -> PublicPage | None:
    """Bodies by the grades chosen, within one in the order of the register; never what they reached."""
    made = _grade_lists().filter(code=code).first()
    if made is None:
        return None
    names: dict[str, list[str]] = {key: [] for key in made.grades}
    for one in listed(made.scheme).filter(grade__in=made.grades):
        names[one.grade].append(one.organization.name)
    words = grade_words(made.scheme)
    tables = (
        PublicTable(words.get(key, key), (_("Name of the body"),), tuple((one,) for one in found))
        for key, found in names.items()
        if found
    )
    return PublicPage(_grade_list(made), tuple(tables))


PUBLIC = (
    PublicKind(
        "answers", gettext_lazy("Results and answers"),
        gettext_lazy("What became of suggestions: what the recipients answered."), 10,
        lambda: Release.objects.select_related("answer__forward"), _release, mark=gettext_lazy("answer"),
    ),
    PublicKind(
        "grades", gettext_lazy("Grades of assessments"),
        gettext_lazy("Within a grade in the order of the register; there is no order of merit."), 7,
        _grade_lists, _grade_list, page=_grade_page, mark=gettext_lazy("assessment"),
    ),
    PublicKind(
        "societies", gettext_lazy("List of societies"), gettext_lazy("The societies of this association."),
        20, _societies, _society,
        (
            gettext_lazy("Class"), gettext_lazy("Level"), gettext_lazy("Region"),
            gettext_lazy("Unified social credit code"), gettext_lazy("Contact of the office"),
        ),
    ),
    PublicKind(
        "asks", gettext_lazy("What we ask"),
        gettext_lazy("Every sheet that is handed out to societies stands here."), 30, _asks, _ask,
        (
            gettext_lazy("On the basis of"), gettext_lazy("Bodies asked"), gettext_lazy("Fields"),
            gettext_lazy("Known already"), gettext_lazy("How often it is asked"), gettext_lazy("Deadline"),
        ),
    ),
    PublicKind(
        "deeds", gettext_lazy("Deeds"), gettext_lazy("What was promised to the public, and what was done."),
        40, _deeds, _deed, (gettext_lazy("Promised by"), gettext_lazy("Result")),
    ),
    PublicKind(
        "coverage", gettext_lazy("In the media"), gettext_lazy("What outlets wrote; the pieces stand there."),
        50, lambda: CoverageItem.objects.all(), _covered,
    ),
)  # fmt: skip


def _pages() -> QuerySet[Any]:
    office = HomePage.objects.order_by("path").values("organization")[:1]
    live = Page.objects.filter(live=True, depth__gt=2).annotate(office=Subquery(office))
    return live.filter(office__isnull=False).specific()


def _page(page: Any) -> Facts:
    title, text, day = words_of_page(page)
    return Facts(title, text, page.office, day, code=str(page.pk))


def _anyone(_actor: Actor) -> Q:
    return Q(object_id__in=Page.objects.filter(live=True).values("pk"))


def _to_page(_actor: Actor, document: Any) -> str:
    return reverse("portal_go", kwargs={"number": document.object_id})


PAGES = Findable("portal_page", gettext_lazy("page of the portal"), 70, _pages, _page, _anyone, _to_page)
