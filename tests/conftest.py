"""Fixtures of all tests: the world, the clock, actors and clients signed in under a post."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from quanjing.foundation import clock
from quanjing.jobs.actions import run
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post
from quanjing.portal.queries import versions
from tests.migrated import postgresql_copy, sqlite_file
from tests.world import World, build_world

hypothesis_settings.register_profile("quanjing", deadline=None)  # no timed assertions
hypothesis_settings.load_profile("quanjing")

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True, scope="session")
def connections_belong_to_the_tests() -> Iterator[None]:
    """A response that a test closes must not close the connection that holds the test's transaction."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def unless_in_a_test(self: BaseDatabaseWrapper) -> None:
        if not self.in_atomic_block:
            close(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", unless_in_a_test)
        yield


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django takes the copy that was laid out for it and has nothing left to migrate."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """A migrated copy under the name that Django is going to use."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        postgresql_copy(connection.settings_dict, name)
        yield
        return
    with closing(sqlite3.connect(sqlite_file())) as kept, closing(sqlite3.connect(name, uri=True)) as copy:
        kept.backup(copy)
        yield  # a database in memory lives as long as somebody is connected


@pytest.fixture(autouse=True, scope="session")
def the_version_of_the_portal_is_asked_each_time() -> Iterator[None]:
    """Queries are counted, and databases are rolled back behind the portal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "HOLDS", 0.0)
        yield


@pytest.fixture(autouse=True)
def language_is_the_default() -> Iterator[None]:
    """A page asked for in English must not leave its language to the next test."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Translations are compiled, so that no test sees yesterday's."""
    if not hasattr(session.config, "workerinput"):
        subprocess.run([sys.executable, str(ROOT / "deploy" / "messages.py")], check=True)


@pytest.fixture
def world(db: None) -> World:
    """The small world: people under posts in the invented province."""
    return build_world()


@pytest.fixture
def at_nine() -> Iterator[datetime]:
    """The clock stands at 3 September 2026, 09:00 in China."""
    with clock.frozen(NOW):
        yield NOW


@pytest.fixture
def client_of() -> Callable[[Post], Client]:
    """A browser of the post's holder, acting under that post."""

    def sign_in(post: Post) -> Client:
        client = Client()
        assert post.holder is not None
        client.force_login(post.holder, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["post"] = post.code
        session.save()
        return client

    return sign_in


@pytest.fixture
def run_jobs() -> Callable[[], int]:
    """Runs what is queued, as the worker would; returns how many jobs ran."""

    def run_all() -> int:
        count = 0
        while (job := Job.objects.filter(state=JobState.QUEUED).order_by("pk").first()) is not None:
            run(job.pk)
            count += 1
        return count

    return run_all
