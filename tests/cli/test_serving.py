"""The processes that stay: the server and the worker."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from tests.cli.conftest import Call, assert_refused, environment


def test_a_wrong_port_is_refused(call: Call) -> None:
    assert_refused(call("serve", PORT="http"), "PORT takes a whole number, not http")
    assert call("serve", "--port", "70000").returncode == 2


def test_a_port_in_use_is_refused(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = call("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def test_serving_answers_until_it_is_stopped(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "quanjing.cli.main", "serve", "--migrate", "--workers", "1"],
        cwd=tmp_path,
        env=environment(PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    try:
        assert server.stdout.readline() == f"Listening on http://127.0.0.1:{port}\n"
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert answer.status == 200
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait() == 0
        server.stdout.close()


def test_the_worker_takes_what_is_queued_and_stops_when_told(office: Call, tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "quanjing.cli.main", "work"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert worker.stdout is not None
    try:
        assert any("running" in line for line in worker.stdout)
    finally:
        worker.terminate()  # it alone: it tells its processes to finish what they have begun
        worker.communicate()
    assert worker.returncode == 0
