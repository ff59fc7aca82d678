"""`make run`: database, demo world, worker and web server in the foreground; Ctrl-C stops all of it."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

BIN = Path(sys.executable).parent
QUANJING = str(BIN / "quanjing")


def prepare() -> None:
    """Everything that must stand before the server listens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanjing.config.settings")
    admin = str(BIN / "django-admin")
    subprocess.run([admin, "migrate", "--verbosity", "0"], check=True)
    subprocess.run([admin, "collectstatic", "--noinput", "--verbosity", "0"], check=True)
    subprocess.run([QUANJING, "demo"], check=True)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    os.environ.setdefault("QUANJING_BASE_URL", f"http://127.0.0.1:{port}")
    prepare()
    processes = [
        subprocess.Popen([QUANJING, "work"], start_new_session=True),
        subprocess.Popen([QUANJING, "serve", "--port", str(port)], start_new_session=True),
    ]

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupted)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(processes)
    return 1


if __name__ == "__main__":
    sys.exit(main())
