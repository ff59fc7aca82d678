"""The product's settings with what makes tests quick and self-contained."""

import os
import tempfile

from quanjing.config.settings import *  # noqa: F403
from quanjing.config.settings import CACHES, REDIS_URL
from quanjing.config.settings import STORAGES as PRODUCT_STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = PRODUCT_STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(prefix="quanjing-test-files-")},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = tempfile.mkdtemp(prefix="quanjing-test-static-")
SECRET_KEY = "tests only"
AXES_ENABLED = False  # switched on by the tests of the lockout

if REDIS_URL:  # emptying a cache of Redis empties its database: each worker has one
    server, number = REDIS_URL.rsplit("/", 1)
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{server}/{(int(number) + worker) % 16}"
