"""The product's settings with what makes tests quick and self-contained."""

import os
import tempfile

from quanjing.config.settings import *  # noqa: F403
from quanjing.config.settings import CACHES
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

CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "alone")
