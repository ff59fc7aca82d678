"""From the draft to the result: voluntary, contestable, and computed again by anybody."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.influence import actions, queries
from quanjing.influence.enums import ContestState, ItemState, State
from quanjing.influence.models import ItemTable, Measurement, Participant, PublicItem
from quanjing.influence.queries.items import ItemFilter
from quanjing.influence.rules.formula import DimensionFacts
from quanjing.notify.models import Message
from tests.influence.conftest import FACTS, added, facts, filled, fresh, item, state_of, third_of
from tests.world import World


def places(caught: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.where for problem in caught.value.problems]


class TestFormula:
    def test_a_draft_is_seen_by_its_desk_alone(self, world: World, officer: Actor, tea: Actor) -> None:
        made = actions.begin(actor=officer, facts=FACTS)
        assert queries.get(officer, made.code) == made
        for other in (tea, world.actor(world.auditor), world.actor(world.city_officer)):
            with pytest.raises(Missing):
                queries.get(other, made.code)

    def test_weights_make_100_and_dates_follow_each_other(self, officer: Actor) -> None:
        wrong = facts(
            check_until=FACTS.collect_until,
            dimensions=(DimensionFacts("建言", "", 60, 4), DimensionFacts("建言", "", 30, 0)),
        )
        with pytest.raises(Invalid) as caught:
            actions.begin(actor=officer, facts=wrong)
        assert places(caught) == ["check_until", "d1.weight", "d1.name", "d2.name", "d2.weight"]

    @pytest.mark.parametrize(
        "name", ["点赞数", "文章阅读量", "粉 丝 数量", "Number of followers", "转发次数"]
    )
    def test_reactions_of_the_public_are_no_dimension(self, officer: Actor, name: str) -> None:
        with pytest.raises(Invalid) as caught:
            actions.begin(actor=officer, facts=facts(dimensions=(DimensionFacts(name, "", 100, 4),)))
        assert places(caught) == ["d1.name"]
        assert "有链接的事实" in str(caught.value.problems[0].message)

    def test_only_the_desk_of_an_association_begins(self, world: World, tea: Actor) -> None:
        with pytest.raises(Denied):
            actions.begin(actor=tea, facts=FACTS)
        assert actions.begin(actor=world.actor(world.city_officer), facts=FACTS).organization == world.city

    def test_the_formula_is_fixed_once_it_is_open(self, officer: Actor) -> None:
        made = actions.begin(actor=officer, facts=FACTS)
        changed = actions.change(actor=officer, measurement=made, facts=facts(per_outlet=3), version=1)
        with pytest.raises(Conflict):
            actions.change(actor=officer, measurement=made, facts=FACTS, version=1)
        actions.open_measurement(actor=officer, measurement=made)
        with pytest.raises(WrongState):
            actions.change(actor=officer, measurement=made, facts=FACTS, version=changed.version)
        assert fresh(made).per_outlet == 3

    def test_how_items_are_found_is_said_before_it_opens(self, officer: Actor) -> None:
        made = actions.begin(actor=officer, facts=facts(method=" "))
        with pytest.raises(Invalid) as caught:
            actions.open_measurement(actor=officer, measurement=made)
        assert places(caught) == ["method"]
        assert state_of(made) == State.DRAFT


class TestJoining:
    def test_who_is_meant_is_told_once_and_joins_or_not(
        self, world: World, opened: Measurement, officer: Actor
    ) -> None:
        told = set(Message.objects.filter(kind="influence_open").values_list("post", flat=True))
        societies = ("tea_handler", "nursing_handler", "mathematics_handler", "city_handler")
        assert told == {getattr(world, name).pk for name in societies}
        joined = [one.organization for one in queries.participants_of(opened)]
        assert joined == sorted([world.tea, world.nursing], key=lambda body: body.path)
        with pytest.raises(Denied):  # an association is not meant
            actions.join(actor=world.actor(world.city_officer), measurement=opened)

    def test_who_leaves_is_not_measured(
        self, world: World, opened: Measurement, tea: Actor, third: Actor
    ) -> None:
        added(third, opened, world.tea)
        actions.leave(actor=tea, measurement=opened)
        assert [line.name for line in queries.results_of(fresh(opened)).lines] == [world.nursing.name]
        assert queries.counted_of(opened).count() == 0

    def test_a_list_with_an_open_question_is_not_confirmed(
        self, world: World, opened: Measurement, tea: Actor, third: Actor
    ) -> None:
        one = added(third, opened, world.tea)
        said = actions.contest(actor=tea, item=one, why="namesake", text="")
        with pytest.raises(WrongState):
            actions.confirm(actor=tea, measurement=opened)
        actions.answer(actor=third, contest=said, upheld=True, text="确为他会")
        assert actions.confirm(actor=tea, measurement=opened).confirmed_name == "周予安"


class TestThirdParty:
    def test_it_sees_its_measurement_and_nothing_else(
        self, world: World, opened: Measurement, officer: Actor, third: Actor
    ) -> None:
        other = actions.open_measurement(
            actor=officer, measurement=actions.begin(actor=officer, facts=facts(name="另一项测评"))
        )
        assert list(queries.visible_to(third)) == [opened]
        with pytest.raises(Missing):
            queries.get(third, other.code)

    def test_its_access_ends_with_its_day_and_at_once_when_ended(
        self, opened: Measurement, officer: Actor, third: Actor, world: World
    ) -> None:
        with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
            assert list(queries.visible_to(third)) == []
            with pytest.raises(Denied):
                added(third, opened, world.tea)
        [row] = queries.third_parties_of(opened)
        actions.end_third_party(actor=officer, third=row)
        assert list(queries.visible_to(third)) == []

    def test_it_adds_for_who_takes_part_and_within_the_days(
        self, world: World, opened: Measurement, third: Actor
    ) -> None:
        with pytest.raises(Invalid) as caught:
            added(third, opened, world.mathematics)
        assert places(caught) == ["organization"]
        wrong = item(
            on=FACTS.first_day - timedelta(days=1), link="javascript:alert(1)", title="", dimension="d9"
        )  # type: ignore[operator]
        with pytest.raises(Invalid) as caught:
            actions.add_item(actor=third, measurement=opened, facts=wrong, body=world.tea)
        assert places(caught) == ["dimension", "title", "on", "link"]

    def test_a_link_stands_once_for_a_body(self, world: World, opened: Measurement, third: Actor) -> None:
        added(third, opened, world.tea)
        with pytest.raises(Invalid) as caught:
            actions.add_item(
                actor=third, measurement=opened, facts=item(link="HTTPS://EXAMPLE.org/1/"), body=world.tea
            )
        assert places(caught) == ["link"]
        assert added(third, opened, world.nursing).organization == world.nursing


class TestContesting:
    def test_an_item_of_a_namesake_goes(
        self, world: World, opened: Measurement, tea: Actor, third: Actor
    ) -> None:
        one = added(third, opened, world.tea)
        said = actions.contest(actor=tea, item=one, why="namesake", text="为外省同名学会")
        actions.answer(actor=third, contest=said, upheld=True, text="已核实")
        one.refresh_from_db()
        assert (one.state, one.note) == (ItemState.REMOVED, "已核实")
        assert Message.objects.filter(kind="influence_answered", post=world.tea_handler).count() == 1

    def test_the_desk_has_the_last_word(
        self, world: World, opened: Measurement, officer: Actor, tea: Actor, third: Actor
    ) -> None:
        one = added(third, opened, world.tea)
        said = actions.contest(actor=tea, item=one, why="dimension", text="应为科技服务")
        answered = actions.answer(actor=third, contest=said, upheld=False, text="以标题为准")
        put = actions.appeal(actor=tea, contest=answered)
        with pytest.raises(Denied):
            actions.answer(actor=third, contest=put, upheld=False, text="再次维持")
        with pytest.raises(Denied):
            actions.decide(actor=third, contest=put, upheld=True, text="同意")
        actions.change_item(actor=officer, item=one, facts=item(dimension="d2"), version=1)
        done = actions.decide(actor=officer, contest=put, upheld=True, text="归入科技服务")
        one.refresh_from_db()
        assert (done.state, one.state, one.dimension.key) == (ContestState.UPHELD, ItemState.STANDING, "d2")
        with pytest.raises(WrongState):
            actions.appeal(actor=tea, contest=done)

    def test_only_the_body_that_it_is_about_contests(
        self, world: World, opened: Measurement, third: Actor
    ) -> None:
        one = added(third, opened, world.tea)
        nursing = world.actor(world.nursing_handler)
        with pytest.raises(Denied):
            actions.contest(actor=nursing, item=one, why="namesake", text="")
        with pytest.raises(Missing):
            queries.get_item(nursing, one.code)

    def test_what_a_society_adds_counts_once_it_is_taken_in(
        self, world: World, opened: Measurement, tea: Actor, third: Actor
    ) -> None:
        mine, other = added(tea, opened, None), added(tea, opened, None, 2)
        assert mine.state == ItemState.PROPOSED
        assert queries.counted_of(opened).count() == 0
        actions.take_proposal(actor=third, item=mine, accepted=True)
        with pytest.raises(Invalid):
            actions.take_proposal(actor=third, item=other, accepted=False)
        actions.take_proposal(actor=third, item=other, accepted=False, note="链接打不开")
        assert list(queries.counted_of(opened)) == [mine]


class TestPublishing:
    def test_not_while_societies_have_time_or_something_waits(
        self, world: World, opened: Measurement, officer: Actor, tea: Actor, third: Actor
    ) -> None:
        actions.check(actor=officer, measurement=opened)
        added(tea, opened, None)
        with pytest.raises(Invalid) as caught:
            actions.publish(actor=officer, measurement=opened)
        assert places(caught) == ["check_until", "items"]

    def test_a_published_result_stays_and_is_computed_again_from_its_export(
        self, world: World, opened: Measurement, officer: Actor, third: Actor, tmp_path: Path
    ) -> None:
        for number in range(1, 8):
            added(third, opened, world.tea, number)
        added(third, opened, world.nursing)
        actions.check(actor=officer, measurement=opened)
        with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
            actions.publish(actor=officer, measurement=opened)
        found = fresh(opened)
        totals = {one["body"]: one["total"] for one in found.results}
        assert totals[world.tea.code] == "27.3042"  # two of one outlet in a month: 40 × ln 3 ÷ ln 5
        PublicItem.objects.filter(organization=world.nursing).update(link="https://example.org/new")
        assert {line.code: str(line.result.total) for line in queries.results_of(found).lines} == totals
        file = tmp_path / "data.json"
        file.write_bytes(actions.results_data(found))
        assert computed_again(file) == 0
        data = json.loads(file.read_text(encoding="utf-8"))
        data["results"][0]["total"] = "99.0000"
        file.write_text(json.dumps(data), encoding="utf-8")
        assert computed_again(file) == 1
        file.write_text("{}", encoding="utf-8")
        assert computed_again(file) == 2

    def test_everybody_sees_all_items_once_it_is_published(
        self, world: World, opened: Measurement, officer: Actor, third: Actor
    ) -> None:
        added(third, opened, world.tea)
        outsider = world.actor(world.mathematics_handler)
        assert queries.items_of(outsider, opened, ItemFilter()).count() == 0
        actions.check(actor=officer, measurement=opened)
        with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
            published = actions.publish(actor=officer, measurement=opened)
        assert queries.items_of(outsider, published, ItemFilter()).count() == 1

    def test_called_off_with_a_reason(self, opened: Measurement, officer: Actor) -> None:
        with pytest.raises(Invalid):
            actions.call_off(actor=officer, measurement=opened, reason=" ")
        actions.call_off(actor=officer, measurement=opened, reason="与年度考核合并")
        assert state_of(opened) == State.CANCELLED
        assert Message.objects.filter(kind="influence_off").count() == 2


def computed_again(file: Path) -> int:
    command = [sys.executable, "-m", "quanjing.influence.measuring", str(file)]
    return subprocess.run(command, capture_output=True, check=False).returncode


class TestTables:
    row = [
        "江岚省茶叶学会",
        "建言被采纳",
        "关于茶园防冻的建议",
        "江岚日报",
        "2026-03-05",
        "https://example.org/9",
    ]

    def preview(self, third: Actor, opened: Measurement, *rows: list[str]) -> ItemTable:
        data = filled(opened, *rows)
        return actions.preview_table(actor=third, measurement=opened, name="条目.xlsx", data=data)

    def test_all_rows_or_none(self, opened: Measurement, third: Actor) -> None:
        wrong = ["江岚省茶叶学会", "流量", "标题", "江岚日报", "三月", "example.org"]
        table = self.preview(third, opened, self.row, wrong, self.row)
        rows = actions.checked_rows(table)
        assert [[problem.where for problem in row.problems] for row in rows] == [
            [], ["dimension", "on", "link"], ["link"],
        ]  # fmt: skip
        with pytest.raises(Invalid):
            actions.apply_table(actor=third, table=table)
        assert not PublicItem.objects.exists()
        good = self.preview(third, opened, self.row)
        assert actions.apply_table(actor=third, table=good) == 1
        with pytest.raises(WrongState):
            actions.apply_table(actor=third, table=good)

    def test_a_body_is_understood_by_its_other_names(
        self, world: World, opened: Measurement, tea: Actor, third: Actor
    ) -> None:
        actions.name_aliases(actor=tea, measurement=opened, names=["江岚茶学会", ""])
        table = self.preview(third, opened, ["江岚茶学会", *self.row[1:]], ["江岚茶会", *self.row[1:]])
        rows = actions.checked_rows(table)
        assert [row.body for row in rows] == [world.tea, None]
        assert Participant.objects.get(organization=world.tea).names == ["江岚茶学会"]

    def test_a_society_does_not_upload(self, opened: Measurement, tea: Actor) -> None:
        with pytest.raises(Denied):
            self.preview(tea, opened, self.row)

    def test_the_result_table_names_what_does_not_count(
        self, world: World, opened: Measurement, third: Actor
    ) -> None:
        for number in range(1, 5):
            added(third, opened, world.tea, number)
        book = openpyxl.load_workbook(io.BytesIO(actions.items_table(fresh(opened))))
        last = [row[-1].value or "" for row in book.worksheets[1].iter_rows(min_row=2)]
        assert last == ["", "", "超出该平台当月上限", "超出该平台当月上限"]


def test_another_third_party_has_its_own_table(opened: Measurement, officer: Actor, third: Actor) -> None:
    other = third_of(opened, officer)
    table = actions.preview_table(
        actor=third, measurement=opened, name="a.xlsx", data=filled(opened, TestTables.row)
    )
    with pytest.raises(Missing):
        queries.get_table(other, table.code)
