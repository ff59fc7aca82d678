from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from tests.world import World

from quanjing.foundation import clock
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(world: World) -> Job:
    return Job.objects.create(
        name="tasks.read_directive",
        owner_post_code=world.officer.code,
        created_at=clock.now(),
        state=JobState.RUNNING,
        progress=2,
        total=5,
    )


def test_the_post_that_started_it_sees_its_progress(world: World, job: Job, client_of: SignIn) -> None:
    page = client_of(world.officer).get(f"/jobs/{job.code}/")
    assert "识读来文" in page.content.decode()
    assert '<progress class="w-100" max="5" value="2">' in page.content.decode()


def test_htmx_gets_the_fragment_alone_and_asks_again(world: World, job: Job, client_of: SignIn) -> None:
    text = client_of(world.officer).get(f"/jobs/{job.code}/", headers=HTMX).content.decode().strip()
    assert text.startswith(f'<div id="job-{job.code}" hx-get="/jobs/{job.code}/" hx-trigger="every 2s">')


def test_a_finished_job_asks_no_more(world: World, job: Job, client_of: SignIn) -> None:
    Job.objects.update(state=JobState.DONE)
    text = client_of(world.officer).get(f"/jobs/{job.code}/", headers=HTMX).content.decode().strip()
    assert text.startswith(f'<div id="job-{job.code}">')


def test_other_posts_do_not_find_it(world: World, job: Job, client_of: SignIn) -> None:
    assert client_of(world.tea_handler).get(f"/jobs/{job.code}/").status_code == 404
    assert client_of(world.administrator).get(f"/jobs/{job.code}/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(job: Job, client: Client) -> None:
    assert client.get(f"/jobs/{job.code}/").status_code == 302


def test_the_button_asks_the_job_to_stop(world: World, job: Job, client_of: SignIn) -> None:
    answer = client_of(world.officer).post(f"/jobs/{job.code}/cancel/")
    assert answer["Location"] == f"/jobs/{job.code}/"
    assert Job.objects.get().cancel_wanted


def test_stopping_by_htmx_answers_with_the_fragment(world: World, job: Job, client_of: SignIn) -> None:
    text = client_of(world.officer).post(f"/jobs/{job.code}/cancel/", headers=HTMX).content.decode()
    assert "将在下一步停止" in text


def test_stopping_takes_a_post_request(world: World, job: Job, client_of: SignIn) -> None:
    assert client_of(world.officer).get(f"/jobs/{job.code}/cancel/").status_code == 405
