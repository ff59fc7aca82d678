"""The mail server, without which mails are kept and shown on a page; the mailbox of the desks."""

from urllib.parse import urlsplit

from quanjing.config import env
from quanjing.config.settings.security import BASE_URL

_server = env.mail("QUANJING_MAIL_URL")

SENDS_MAIL = _server is not None
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"
EMAIL_TIMEOUT = 30  # seconds
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = (_server.sender if _server else "") or f"quanjing@{MAIL_DOMAIN}"
if _server is not None:
    EMAIL_HOST, EMAIL_PORT = _server.host, _server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.user, _server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _server.tls == "ssl", _server.tls == "starttls"

MAIL_RATE = env.number("QUANJING_MAIL_RATE", 300)  # mails a minute that go out
MAILBOX = env.mailbox("QUANJING_MAILBOX_URL")
MAILBOX_ADDRESS = MAILBOX.address if MAILBOX else ""
LETTER_LIMIT = env.number("QUANJING_LETTER_LIMIT_MB", 80) * 1024 * 1024  # a mail with 50 MB of files, encoded
