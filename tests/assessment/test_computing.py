"""What is read and computed of many bodies at once is what is computed of each, row by row."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.assessment.actions.computing import compute_body, read_facts
from quanjing.assessment.models import Answer, Assessed, Scheme
from quanjing.assessment.queries import facts_of
from quanjing.foundation import bulk, clock
from quanjing.foundation.bulk import ByKey
from quanjing.foundation.figures import counter_of, figure_of
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from tests.assessment.conftest import OPENS, at

MANY = bulk.FEW + 20
AWKWARD = 'a\ttab, a \\ and\na line, "quoted"'
RESULTS = ("organization", "given", "lines", "base", "bonus", "total", "grade", "vetoed")


@pytest.fixture
def many(issued: Scheme) -> Scheme:
    """The scheme with as many more bodies that have answered, each something else."""
    head = issued.organization
    bodies = Organization.objects.bulk_create(
        Organization(
            path=f"{head.path}Y{place:03d}", depth=head.depth + 1, name=f"示例学会{place}", kind=Kind.SOCIETY,
            level=head.level, number=f"m{place}",
        )
        for place in range(MANY)
    )  # fmt: skip
    rows = [
        Assessed(scheme=issued, organization=one, society_class=1, tier="a", changed_at=clock.now())
        for one in bodies
    ]
    Assessed.objects.bulk_create(rows)
    Answer.objects.bulk_create(
        Answer(assessed=row, key=key, value=value, words=AWKWARD, by_name="-", changed_at=clock.now())
        for place, row in enumerate(Assessed.objects.filter(organization__in=bodies).order_by("pk"))
        for key, value in {"plan": "yes", "talks": str(place % 12), "honour": None}.items()
    )
    return issued


def results(scheme: Scheme) -> list[tuple[object, ...]]:
    return list(scheme.bodies.order_by("pk").values_list(*RESULTS))


def test_many_rows_are_written_as_each_alone(many: Scheme) -> None:
    with clock.frozen(at(OPENS)):
        assert read_facts(many) == many.bodies.count() > MANY
        together = results(many)
        assert {len(row[2]) for row in together} == {5}  # type: ignore[arg-type]
        assert len({row[5] for row in together}) > 5
        for one in many.bodies.select_related("scheme"):
            compute_body(one)
    assert results(many) == together


def test_queries_do_not_follow_the_number_of_bodies(many: Scheme) -> None:
    with CaptureQueriesContext(connection) as of_all:
        read_facts(many)
    many.bodies.filter(organization__number__startswith="m").exclude(organization__number="m1").delete()
    with CaptureQueriesContext(connection) as of_some:
        read_facts(many)
    assert len(of_all) <= len(of_some) + 3  # the table beside: made, joined, dropped


def test_texts_that_are_awkward_to_copy_arrive_as_they_are(many: Scheme) -> None:
    rows = [(AWKWARD, pk) for pk in Answer.objects.order_by("pk").values_list("pk", flat=True)]
    assert len(rows) > bulk.FEW
    Answer.objects.update(words="")
    bulk.update_rows(Answer, ["words"], rows)
    assert set(Answer.objects.values_list("words", flat=True)) == {AWKWARD}


def test_rows_of_a_group_come_as_one_object(many: Scheme) -> None:
    one = many.bodies.get(organization__number="m7")
    said = Answer.objects.exclude(value=None).order_by().values_list("assessed")
    assert dict(said.annotate(said=ByKey("key", "value")))[one.pk] == {"plan": "yes", "talks": "7"}


def test_columns_that_nobody_looks_at_are_left_out_and_the_others_are_the_same(many: Scheme) -> None:
    figure = figure_of("log.study")
    assert figure is not None
    every = {one.code for one in counter_of(figure).figures if one.code.startswith("log.")}
    alone = facts_of({"log.study"}, many.facts_from, many.facts_to)
    assert alone["log.study"] == facts_of(every, many.facts_from, many.facts_to)["log.study"]
