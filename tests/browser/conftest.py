"""A real server with a small demo world, and Debian's Chromium. Any console error fails the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.demo_world import QUANJING, on_postgresql, on_sqlite
from tests.browser.walk import AsWalker, Visitor, Walk

# the shell is the same browser without its windows: a quarter less work for the machine
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
PASSWORD = "quanjing-demo"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=20_000)  # a machine under load is slow, not wrong


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    if CHROMIUM is None:
        pytest.skip("no chromium found: install it or name it in CHROMIUM")
    return {"executable_path": CHROMIUM, "args": QUIET}


@dataclass(frozen=True)
class Office:
    """Where the product runs: its folder, its settings, the port on which it listens."""

    folder: Path
    environment: dict[str, str]
    port: int


@pytest.fixture(scope="session")
def database_url(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of its own with the small demo world, of the kind on which the suite runs."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    is_sqlite = connection.vendor == "sqlite"
    given = connection.settings_dict
    with on_sqlite(shared, folder) if is_sqlite else on_postgresql(shared, folder, given) as url:
        yield url


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server runs."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="session")
def office(folder: Path, database_url: str) -> Office:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "QUANJING_DATABASE_URL": database_url,
        "QUANJING_FILES_URL": f"file://{folder}/files",
        "QUANJING_BASE_URL": f"http://127.0.0.1:{port}",
        "QUANJING_REDIS_URL": settings.CACHES["default"]["LOCATION"] if settings.REDIS_URL else "",
        "DJANGO_SETTINGS_MODULE": "quanjing.config.settings",
    }
    return Office(folder, os.environ | environment, port)


@pytest.fixture(scope="session")
def server(office: Office) -> Iterator[str]:
    """The address of a running product with the small demo world."""
    folder, environment, port = office.folder, office.environment, office.port
    address = environment["QUANJING_BASE_URL"]
    with (folder / "log").open("wb") as log:
        serve = [QUANJING, "serve", "--port", str(port)]
        process = subprocess.Popen(serve, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(address, process, folder / "log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=60)


@pytest.fixture
def start_worker(office: Office) -> Iterator[Callable[[], None]]:
    """Starts the background worker where a story is ready for it; the other stories have none."""
    with ExitStack() as running:

        def start() -> None:
            log = running.enter_context((office.folder / "worker.log").open("ab"))
            work = [QUANJING, "work"]
            environment = office.environment
            process = subprocess.Popen(work, cwd=office.folder, env=environment, stdout=log, stderr=log)
            running.callback(process.wait, timeout=60)
            running.callback(process.terminate)

        yield start


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the product at `address` answers; a server that ended says why."""
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                break
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            continue
    else:
        raise AssertionError(log.read_text(encoding="utf-8"))
    with urllib.request.urlopen(f"{address}/accounts/login/"):  # the first page is the slowest
        pass


@pytest.fixture(scope="session")
def known_people() -> dict[str, Any]:
    """The sessions of those who signed in once, by username."""
    return {}


@pytest.fixture
def as_user(browser: Browser, server: str, known_people: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """A window of the given width in which a person has signed in, by typing the first time.

    Who changes his post asks for a `fresh` session, or the next test would begin under that post.
    """
    complaints: list[str] = []
    windows: list[BrowserContext] = []

    def open_window(
        username: str, width: int = 1440, language: str = "zh-hans", *, fresh: bool = False
    ) -> Page:
        window = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            accept_downloads=True,
            storage_state=None if fresh else known_people.get(username),
        )
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda said: complaints.append(said.text) if is_fault(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if fresh or username not in known_people:
            sign_in(page, username, server)
        if not fresh:
            known_people.setdefault(username, window.storage_state())
        window.add_cookies([{"name": "quanjing_language", "value": language, "url": server}])
        page.goto("/")
        return page

    yield open_window
    for window in windows:
        window.close()
    assert complaints == []


def is_fault(said: ConsoleMessage) -> bool:
    """A form that was refused (422) or came too late (409) is shown again with its reasons: no fault."""
    return said.type == "error" and not any(status in said.text for status in ("422", "409"))


def sign_in(page: Page, username: str, server: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/")


@pytest.fixture
def walker(as_user: Callable[..., Page]) -> AsWalker:
    """A person on the way: in Chinese with the mouse, in English at 390 px, or by keyboard alone."""

    def start(username: str, way: str = "zh", *, fresh: bool = False) -> Walk:
        if way == "en":
            return Walk(as_user(username, 390, "en"), "en")
        return Walk(as_user(username, 1280, fresh=fresh), keyboard=way == "keyboard")

    return start


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Visitor]:
    """Somebody without an account who was given an address."""
    windows = []

    def start(way: str) -> Walk:
        window = browser.new_context(base_url=server, viewport={"width": 390, "height": 900}, locale="zh-CN")
        windows.append(window)
        language = "en" if way == "en" else "zh-hans"
        window.add_cookies([{"name": "quanjing_language", "value": language, "url": server}])
        return Walk(window.new_page(), language, keyboard=way == "keyboard")

    yield start
    for window in windows:
        window.close()
