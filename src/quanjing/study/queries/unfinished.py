"""Training classes that a body which ends would leave behind."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.organizations.registry import OpenWork
from quanjing.study.enums import ClassState
from quanjing.study.models import TrainingClass


def running_classes(organization_ids: Sequence[int]) -> QuerySet[TrainingClass]:
    """Classes of these bodies that are drafted or announced."""
    states = (ClassState.DRAFT, ClassState.OPEN)
    return TrainingClass.objects.filter(organization_id__in=organization_ids, state__in=states)


def open_classes_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = running_classes(organization_ids).count()
    return [OpenWork(_("training classes"), reverse("class_list"), count)] if count else []
