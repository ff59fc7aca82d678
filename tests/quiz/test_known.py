"""A form that asks how many took part in contests is answered from the contests."""

from __future__ import annotations

from datetime import timedelta

from quanjing.foundation import clock
from quanjing.quiz import actions
from quanjing.quiz.actions import Entrant
from quanjing.quiz.queries.known import quiz_facts
from quanjing.quiz.receivers import keep_words
from quanjing.sheets.models import FieldKey
from quanjing.sheets.queries import dictionary
from tests.quiz.conftest import CLOSES, OPENS, MakeContest
from tests.quiz.test_playing import play
from tests.world import World


def test_a_form_knows_how_many_took_part(world: World, contest: MakeContest) -> None:
    made = contest(name="章程知识竞答")
    with clock.frozen(CLOSES):
        assert quiz_facts(world.tea.pk, None) == {}
    for day, key in ((0, "a"), (1, "a"), (1, "b")):
        play(made, key, 3, day=day, unit=world.tea.pk)
    play(made, "c", 3, unit=world.nursing.pk)
    with clock.frozen(OPENS + timedelta(days=2)):
        actions.start(contest=made, entrant=Entrant("d", world.tea.pk))  # not handed in
    with clock.frozen(CLOSES):
        assert quiz_facts(world.tea.pk, None)["quiz.took_part"].value == "章程知识竞答：2人"
        assert quiz_facts(world.mathematics.pk, None) == {}
    with clock.frozen(CLOSES + timedelta(days=400)):
        assert quiz_facts(world.tea.pk, None) == {}


def test_the_words_of_forms_lead_to_it_after_every_flush(world: World) -> None:
    FieldKey.objects.filter(key__startswith="quiz.").delete()
    keep_words()
    keep_words()
    (found,) = dictionary().meanings(["参加知识竞赛情况"], in_header=False)
    assert found is not None
    assert found.fact == "quiz.took_part"
