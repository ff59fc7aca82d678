"""`python benchmarks/quiz_server.py PORT WORKERS`: the product's own server with the urls of quiz_urls."""

from __future__ import annotations

import os
import sys

import django
from django.conf import settings


def main(port: str, workers: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "quanjing.config.settings"
    settings.ROOT_URLCONF = "quiz_urls"
    django.setup()
    from quanjing.cli.verbs.serve import Server, collect_static, server_options

    collect_static()
    Server(server_options("127.0.0.1", int(port), int(workers))).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
