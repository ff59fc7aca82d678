"""Where things are kept: database, cache, files, static files."""

from pathlib import Path

from quanjing.config import env

DATABASES = {"default": env.database(env.text("QUANJING_DATABASE_URL", "sqlite:///var/quanjing.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("QUANJING_REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

STORAGES = {
    "default": env.storage(env.text("QUANJING_FILES_URL", "file://var/files")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FONT_DIR = env.text("QUANJING_FONT_DIR")  # faces for PDF besides those of the system

STATIC_URL = "/static/"
STATIC_ROOT = str(Path("var/static").absolute())

SESSION_ENGINE = "django.contrib.sessions.backends.db"
FONT_DIR = env.folder("QUANJING_FONT_DIR")  # faces of official documents, besides the system's
