"""A real Dovecot on loopback, with a configuration of its own and one mailbox."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DOVECOT = shutil.which("dovecot") or next(
    (place for place in ("/usr/sbin/dovecot", "/usr/local/sbin/dovecot") if os.access(place, os.X_OK)), None
)
needs_dovecot = pytest.mark.skipif(DOVECOT is None, reason="no Dovecot on this machine")
USER, PASSWORD = "baosong@example.org", "right-words"

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
ssl = {ssl}
ssl_cert = <{root}/certificate.pem
ssl_key = <{root}/key.pem
imap_capability = {capability}
disable_plaintext_auth = no
auth_mechanisms = plain
mail_location = maildir:{root}/mail
mail_fsync = never
mailbox_idle_check_interval = 1s
auth_failure_delay = 0
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {internal}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={root}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


class Post:
    """The mailbox from the side of who delivers: a maildir, and the setting that names it."""

    def __init__(self, root: Path, port: int, tls_port: int, owner: pwd.struct_passwd) -> None:
        self.root, self.port, self.tls_port, self.owner = root, port, tls_port, owner
        self.count = 0

    @property
    def url(self) -> str:
        return self.address("imap", self.port, query="?tls=no")

    @property
    def certificate(self) -> str:
        return str(self.root / "certificate.pem")

    def address(
        self, scheme: str, port: int, folder: str = "INBOX", query: str = "", password: str = PASSWORD
    ) -> str:
        """The setting QUANJING_MAILBOX_URL."""
        return f"{scheme}://{USER.replace('@', '%40')}:{password}@127.0.0.1:{port}/{folder}{query}"

    def deliver(self, raw: bytes) -> None:
        """As a mail server does: into tmp, then into new."""
        self.count += 1
        name = f"{1_790_000_000 + self.count}.M{self.count}P{os.getpid()}.example"
        made = self.root / "mail" / "tmp" / name
        made.write_bytes(raw)
        if os.getuid() == 0:
            os.chown(made, self.owner.pw_uid, self.owner.pw_gid)
        made.rename(self.root / "mail" / "new" / name)


@contextmanager
def serving(*, tls: bool = False, idle: bool = True) -> Iterator[Post]:
    """Dovecot, running. Its mails belong to an ordinary user, since it serves none of root's."""
    owner = pwd.getpwnam("nobody" if os.getuid() == 0 else getpass.getuser())
    root = Path(tempfile.mkdtemp(prefix="quanjing-dovecot-"))
    port, tls_port = free_port(), free_port()
    if tls:
        _certify(root)
    for folder in ("mail", "mail/tmp", "mail/new", "mail/cur", "run", "state"):
        (root / folder).mkdir()
    if os.getuid() == 0:
        for path in (root, *(root / "mail").rglob("*"), root / "mail"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    words = CONFIGURATION.format(
        root=root,
        port=port,
        tls_port=tls_port if tls else 0,
        ssl="yes" if tls else "no",
        capability="" if idle else "IMAP4rev1 UIDPLUS",
        owner=owner.pw_uid,
        group=grp.getgrgid(owner.pw_gid).gr_name,
        internal=owner.pw_name,
        password=PASSWORD,
    ).replace(f"gid={grp.getgrgid(owner.pw_gid).gr_name}", f"gid={owner.pw_gid}")
    if not tls:
        words = "\n".join(line for line in words.splitlines() if not line.startswith(("ssl_cert", "ssl_key")))
    (root / "dovecot.conf").write_text(words)
    assert DOVECOT is not None
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(root / "dovecot.conf")])
    try:
        _wait_for(port, process, root)
        yield Post(root, port, tls_port, owner)
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(root, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _certify(root: Path) -> None:
    """A certificate for 127.0.0.1 that is its own authority."""
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(root / "key.pem"), "-out", str(root / "certificate.pem")]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650"]
    subprocess.run(["openssl", "req", *kind, *subject, *files], check=True, capture_output=True)


def _wait_for(port: int, process: subprocess.Popen[bytes], root: Path) -> None:
    for _try in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    log = root / "dovecot.log"
    raise AssertionError(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
