"""The mail server; without one mails are kept in the database and shown on a page."""

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
