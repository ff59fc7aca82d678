"""What the search finds of this app, and what forms may know of a unit's study."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.files.actions import text_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.foundation.findable import Facts, Findable
from quanjing.study.enums import ClassState
from quanjing.study.models import ClassSeat, Course, Material, MaterialVersion, PlanLine, TrainingClass
from quanjing.study.queries import classes_seen, courses_seen, materials_seen

SOURCE = _("Study plans and classes of this unit")


def study_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """What forms may know of this year: `study.studied`, `study.trained`; two queries."""
    today = clock.today()
    first = date(today.year, 1, 1)
    lines = PlanLine.objects.filter(plan__organization=organization_id, studied_on__gte=first)
    studied = [
        _dated(title, on)
        for title, on in lines.order_by("studied_on", "pk").values_list("title", "studied_on")
    ]
    seats = ClassSeat.objects.filter(
        organization=organization_id, is_present=True, training_class__starts_on__gte=first
    ).order_by("training_class__starts_on", "pk")
    trained = list(
        dict.fromkeys(
            _dated(title, on)
            for title, on in seats.values_list("training_class__title", "training_class__starts_on")
        )
    )
    found = {"study.studied": studied, "study.trained": trained}
    return {key: KnownFact("\n".join(words), SOURCE, today) for key, words in found.items() if words}


def _dated(title: str, on: date | None) -> str:
    return gettext("%(title)s (%(day)s)") % {"title": title, "day": on.isoformat() if on else ""}


def _materials() -> QuerySet[Any]:
    versions = MaterialVersion.objects.select_related("file").order_by("-number")
    return Material.objects.prefetch_related(Prefetch("versions", versions))


def _of_material(thing: Material) -> Facts:
    version = next(iter(thing.versions.all()), None)
    texts = [thing.source, thing.topic]
    if version is not None:
        texts += [version.text, version.captions, text_of(version.file) if version.file else ""]
    day = thing.added_at.astimezone(clock.CHINA).date()
    return Facts(thing.title, "\n".join(filter(None, texts)), thing.organization_id, day, thing.code)


def _of_class(thing: TrainingClass) -> Facts:
    text = f"{thing.intro}\n{thing.place}"
    return Facts(thing.title, text, thing.organization_id, thing.starts_on, thing.code)


def _of_course(thing: Course) -> Facts:
    texts = [thing.intro, *(f"{page.title}\n{page.text}" for page in thing.pages.all())]
    day = thing.made_at.astimezone(clock.CHINA).date()
    return Facts(thing.title, "\n".join(texts), thing.organization_id, day, thing.code)


def _seen_materials(actor: Actor) -> Q:
    return Q(object_id__in=materials_seen(actor).select_related(None).values("pk"))


def _seen_classes(actor: Actor) -> Q:
    return Q(object_id__in=classes_seen(actor).select_related(None).order_by().values("pk"))


def _seen_courses(actor: Actor) -> Q:
    return Q(object_id__in=courses_seen(actor).select_related(None).order_by().values("pk"))


FOUND = (
    Findable(
        "material", _("material of the library"), 60, _materials, _of_material, _seen_materials,
        lambda _actor, document: reverse("material_page", args=[document.code]),
    ),
    Findable(
        "training_class", _("training class"), 61,
        lambda: TrainingClass.objects.exclude(state=ClassState.DRAFT), _of_class, _seen_classes,
        lambda _actor, document: reverse("class_page", args=[document.code]),
    ),
    Findable(
        "course", _("course"), 62, lambda: Course.objects.prefetch_related("pages"), _of_course,
        _seen_courses,
        lambda _actor, document: reverse("course_page", args=[document.code]),
    ),
)  # fmt: skip
