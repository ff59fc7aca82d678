"""All texts of a call compared anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanjing.jobs.models import Job
from quanjing.jobs.progress import Cancelled
from quanjing.likeness import actions
from quanjing.likeness.models import Likeness, Sketch, Turns
from quanjing.likeness.queries import calls_with_news
from quanjing.submissions.models import Entry, Submission
from tests.likeness.test_matching import invented
from tests.likeness.texts import SPEECH, TEXT, ClientOf, found_of, nothing, reference
from tests.submissions.conftest import OPENS, Scene


class TestRebuilding:
    def test_finds_turns_and_compares_anew(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None
    ) -> None:
        Likeness.objects.all().delete()
        assert calls_with_news() == [scene.directive]
        assert actions.rebuild(scene.directive, nothing) == 2
        assert (len(found_of(tea)), Turns.objects.get().texts) == (1, 2)
        assert calls_with_news() == []

    def test_finds_what_taking_in_finds(self, scene: Scene, tea: Submission, nursing: Submission) -> None:
        paper = invented(300, 72)
        type(scene.directive).objects.filter(pk=scene.directive.pk).update(text=paper)
        reference(scene, TEXT + SPEECH)
        actions.take_in(nothing)
        one_by_one = sorted(found_of(tea) + found_of(nursing))
        Sketch.objects.all().delete()
        scene.directive.refresh_from_db()
        actions.rebuild(scene.directive, nothing)
        assert sorted(found_of(tea) + found_of(nursing)) == one_by_one
        assert len(one_by_one) == 4

    def test_goes_on_where_it_was_stopped(
        self, scene: Scene, tea: Submission, nursing: Submission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanjing.likeness.actions.rebuilding.CHUNK", 1)
        told: list[tuple[int, int]] = []

        def stop_at_first(done: int, total: int) -> None:
            told.append((done, total))
            if len(told) == 1:
                raise Cancelled

        with pytest.raises(Cancelled):
            actions.rebuild(scene.directive, stop_at_first)
        assert (Sketch.objects.count(), Turns.objects.get().is_done) == (1, False)
        assert calls_with_news() == [scene.directive]
        first = Sketch.objects.get().pk
        actions.rebuild(scene.directive, stop_at_first)
        assert told == [(1, 4), (2, 4), (2, 4)]
        assert Sketch.objects.order_by("pk").first().pk == first  # type: ignore[union-attr]
        assert (Turns.objects.get().edition, Turns.objects.get().is_done) == (1, True)
        assert len(found_of(tea)) == 1

    def test_what_is_no_longer_found_goes_and_own_texts_of_other_calls_stay(
        self, scene: Scene, tea: Submission, nursing: Submission, compared: None
    ) -> None:
        actions.rebuild(scene.directive, nothing)
        elsewhere = type(scene.directive).objects.create(
            organization=scene.world.association, title="去年的通知", registered_at=OPENS, day_end="17:00"
        )
        row = Likeness.objects.get(text__submission=tea)
        Entry.objects.filter(submission=nursing).update(values={"text": invented(400, 77)})
        actions.rebuild(scene.directive, nothing)
        assert Likeness.objects.count() == 0
        Sketch.objects.filter(pk=row.other_id).update(call=elsewhere)
        Likeness.objects.create(text=row.text, other=row.other, share=90)
        actions.rebuild(scene.directive, nothing)
        assert list(Likeness.objects.values_list("share", flat=True)) == [90]

    def test_a_crowd_of_new_texts_is_compared_at_once(
        self, scene: Scene, tea: Submission, nursing: Submission, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quanjing.likeness.actions.taking_in.CROWD", 2)
        assert actions.take_in(nothing) == 2
        assert (Turns.objects.get().texts, len(found_of(tea))) == (2, 1)

    def test_a_desk_starts_it_as_its_own_job(
        self,
        scene: Scene,
        tea: Submission,
        nursing: Submission,
        client_of: ClientOf,
        run_jobs: Callable[[], int],
    ) -> None:
        client = client_of(scene.world.officer)
        address = f"/directives/{scene.directive.code}/likeness/"
        answer = client.post(address + "rebuild/")
        job = Job.objects.get(name="likeness.rebuild_call")
        assert answer.headers["Location"] == f"/jobs/{job.code}/"
        assert client.post(address + "rebuild/").status_code == 409
        run_jobs()
        job.refresh_from_db()
        assert (job.state, job.result, job.progress, job.total) == ("done", {"texts": 2}, 2, 4)

    def test_leaves_the_same_rows_the_second_time(self, scene: Scene, compared: None) -> None:
        actions.rebuild(scene.directive, nothing)
        before = list(Likeness.objects.order_by("text").values_list("text", "other", "share"))
        actions.rebuild(scene.directive, nothing)
        assert list(Likeness.objects.order_by("text").values_list("text", "other", "share")) == before
