"""The environment, read by typed functions that fail loudly."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

VAR = Path("var")


class ConfigurationError(ImproperlyConfigured):
    """A setting is missing or wrong; the message names it and what it takes."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """yes/no, true/false, on/off, 1/0."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name} takes yes or no, not {value!r}")


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ConfigurationError(f"{name} takes a whole number, not {value!r}") from None


def folder(name: str) -> str:
    """A folder that is there; empty where none is named."""
    value = text(name)
    if value and not Path(value).is_dir():
        raise ConfigurationError(f"{name} names {value}, which is no folder")
    return value


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def secret(name: str, file_in_var: str) -> str:
    """NAME, or the file that NAME_FILE names, or a secret made on the first run and kept in var/."""
    if text(name):
        return text(name)
    given = text(f"{name}_FILE")
    path = Path(given) if given else VAR / file_in_var
    if not path.exists():
        if given:
            raise ConfigurationError(f"{name}_FILE names {given}, which does not exist")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


@dataclass(frozen=True)
class MailServer:
    """Where mails go out; `tls` is "starttls", "ssl" or empty."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    sender: str


def mail(name: str) -> MailServer | None:
    """`smtp://user:password@host:port?from=address&tls=no` or `smtps://…`; None where it is not set.

    smtp speaks TLS after STARTTLS unless `tls=no`, smtps from the start.
    """
    url = text(name)
    if not url:
        return None
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465}
    try:
        port = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not port or not parts.hostname:
        raise ConfigurationError(f"{name} takes smtp://… or smtps://… with a host, not {url!r}")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    tls = "ssl" if parts.scheme == "smtps" else "" if query.get("tls") == "no" else "starttls"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port, user, password, tls, query.get("from", ""))


@dataclass(frozen=True)
class Mailbox:
    """Where mails come in; `tls` is "ssl", "starttls" or empty, `address` what people write to."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    folder: str
    address: str


def mailbox(name: str) -> Mailbox | None:
    """`imaps://user:password@host:port/FOLDER?address=…&tls=no` or `imap://…`; None where it is not set.

    imap speaks TLS after STARTTLS unless `tls=no`, imaps from the start. Without `address` the user is it.
    """
    url = text(name)
    if not url:
        return None
    parts = urlsplit(url)
    ports = {"imap": 143, "imaps": 993}
    try:
        port = parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not port or not parts.hostname or not parts.username:
        raise ConfigurationError(f"{name} takes imap://… or imaps://… with a user and a host")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    user = unquote(parts.username)
    address = query.get("address", user)
    if not re.fullmatch(r"[^@+\s]+@[^@\s]+", address):
        raise ConfigurationError(f"{name} takes ?address=name@host where the user is no address")
    tls = "ssl" if parts.scheme == "imaps" else "" if query.get("tls") == "no" else "starttls"
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Mailbox(parts.hostname, port, user, unquote(parts.password or ""), tls, folder, address.lower())


def database(url: str) -> dict[str, object]:
    """Django's settings for `sqlite:///path` or `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path[1:])
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "TEST": {"TEMPLATE": "template0"},
        }
    raise ConfigurationError(f"QUANJING_DATABASE_URL takes sqlite:///… or postgres://…, not {url!r}")


def _sqlite(path: str) -> dict[str, object]:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # writers wait their turn instead of failing half-way
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def storage(url: str) -> dict[str, object]:
    """Django's settings for `file://path` (relative to the working directory) or `s3://bucket?endpoint=…`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        location = Path(parts.netloc + parts.path).absolute()
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(location)},
        }
    if parts.scheme == "s3":
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        options: dict[str, object] = {
            "bucket_name": parts.netloc,
            "endpoint_url": query.get("endpoint"),
            "region_name": query.get("region"),
            "access_key": unquote(parts.username or "") or None,
            "secret_key": unquote(parts.password or "") or None,
            "file_overwrite": False,
        }
        options["bucket_name"] = parts.hostname or parts.netloc
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    raise ConfigurationError(f"QUANJING_FILES_URL takes file://… or s3://…, not {url!r}")
