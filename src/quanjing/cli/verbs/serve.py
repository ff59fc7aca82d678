"""quanjing serve: the web server, in this process."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication

from quanjing.cli.errors import BadCall
from quanjing.cli.parser import Parser
from quanjing.cli.platform import migrate, need_current

DEFAULT_PORT = 8000
MOST_WORKERS = 16
TIMEOUT = 120  # seconds: a volume of a nation is streamed within it


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with the given options; loads the application once, before it forks."""

    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        application = get_wsgi_application()
        connections.close_all()  # each worker opens its own
        return application


def run(arguments: list[str]) -> int:
    parser = Parser("serve", _("Run the web server until it is stopped."))
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=None, help=_("port to listen on (PORT, or 8000)"))
    workers = default_workers()
    parser.add_argument("--workers", type=int, default=workers, help=_("processes (two a core, and one)"))
    parser.add_argument("--migrate", action="store_true", help=_("bring the database up to date first"))
    options = parser.parse_args(arguments)
    port = _port() if options.port is None else options.port
    _need_free(options.host, port)
    if options.migrate:
        migrate()
    need_current()
    collect_static()
    Server(server_options(options.host, port, options.workers)).run()
    return 0


def default_workers() -> int:
    """Two processes a core and one more, sixteen at most."""
    return min(2 * (os.cpu_count() or 1) + 1, MOST_WORKERS)


def server_options(host: str, port: int, workers: int) -> dict[str, object]:
    """The options of gunicorn. No access log: who came when is not collected here."""

    def say(_server: Any) -> None:
        print(_("Listening on %(address)s") % {"address": f"http://{host}:{port}"}, flush=True)

    memory = Path("/dev/shm")  # heartbeats of workers, off the disk where possible
    return {
        "bind": f"{host}:{port}",
        "workers": max(workers, 1),
        "worker_class": "sync",
        "preload_app": True,
        "timeout": TIMEOUT,
        "accesslog": None,
        "loglevel": "warning",
        "worker_tmp_dir": str(memory) if memory.is_dir() else None,
        "forwarded_allow_ips": ",".join(settings.TRUSTED_PROXIES) or "127.0.0.1",
        "when_ready": say,
    }


def collect_static() -> None:
    """Copy the static files to where they are served from; unchanged ones are left alone."""
    call_command("collectstatic", verbosity=0, interactive=False)


def _port() -> int:
    text = os.environ.get("PORT", "").strip()
    try:
        return int(text) if text else DEFAULT_PORT
    except ValueError:
        raise BadCall(_("PORT takes a whole number, not %(text)s") % {"text": text}) from None


def _need_free(host: str, port: int) -> None:
    """Raise `BadCall` where nobody can listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            what = {"host": host, "port": port, "error": error}
            raise BadCall(_("cannot listen on %(host)s:%(port)s: %(error)s") % what) from None
